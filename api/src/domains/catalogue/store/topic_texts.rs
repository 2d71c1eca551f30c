//! Reads what is said of topics.

use std::collections::HashMap;

use entities::topic_texts;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::read::gather;
use crate::domains::catalogue::model::{Stage, TextState, TopicPage};
use crate::kernel::language::Text;

/// What is said of each topic, by its id.
pub(super) async fn topic_pages(
    db: &impl ConnectionTrait,
) -> Result<HashMap<Uuid, TopicPage>, DbErr> {
    let rows = topic_texts::Entity::find()
        .order_by_asc(topic_texts::Column::Position)
        .all(db)
        .await?;
    let of_topics = gather(rows, |row| (row.topic_id, row)).into_iter();
    Ok(of_topics
        .map(|(topic, rows)| (topic, page(&rows)))
        .collect())
}

fn page(rows: &[topic_texts::Model]) -> TopicPage {
    let of = |section: &str| -> Vec<Text> {
        let rows = rows.iter().filter(|row| row.section == section);
        rows.map(|row| Text::new(row.text_nl.clone(), row.text_en.clone()))
            .collect()
    };
    let stages = Stage::ALL.iter().copied();
    let stages: Vec<(Stage, Text)> = stages
        .flat_map(|stage| of(stage.word()).into_iter().map(move |text| (stage, text)))
        .collect();
    let (competencies, helps) = (of("competency"), of("help"));
    let reviewed = rows
        .iter()
        .all(|row| row.state == TextState::Reviewed.word());
    let texts = || {
        let stages = stages.iter().map(|(_, text)| text);
        stages.chain(&competencies).chain(&helps)
    };
    let joined = |say: fn(&Text) -> &str| texts().map(say).collect::<Vec<_>>().join(" ");
    TopicPage {
        state: match reviewed {
            true => TextState::Reviewed,
            false => TextState::Draft,
        },
        whole: Text::new(joined(|text| &text.nl), joined(|text| &text.en)),
        stages,
        competencies,
        helps,
    }
}
