//! Reads the terms of the glossary.

use entities::{term_aliases, term_topics, terms};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

use super::read::{gather, places};
use crate::domains::catalogue::model::{Placed, Term, TermId};
use crate::domains::catalogue::snapshot::Lists;
use crate::kernel::words::fold;

/// The terms, by name.
pub async fn all_terms(db: &impl ConnectionTrait, lists: &Lists) -> Result<Vec<Term>, DbErr> {
    let of_topic = places(&lists.topics, |topic| topic.id.0);
    let rows = term_aliases::Entity::find()
        .order_by_asc(term_aliases::Column::Position)
        .all(db)
        .await?;
    let mut aliases = gather(rows, |row| (row.term_id, row.alias));
    let rows = term_topics::Entity::find()
        .order_by_asc(term_topics::Column::Position)
        .all(db)
        .await?;
    let mut topics = gather(rows, |row| (row.term_id, row.topic_id));
    let rows = terms::Entity::find().all(db).await?;
    let mut all: Vec<Term> = rows
        .into_iter()
        .map(|row| {
            let aliases = aliases.remove(&row.id).unwrap_or_default();
            let topics = topics.remove(&row.id).unwrap_or_default();
            Term {
                haystack: fold(&format!(
                    "{}\n{}\n{}",
                    row.name,
                    row.definition,
                    aliases.join("\n")
                )),
                id: TermId(row.id),
                slug: row.slug,
                sort_name: fold(&row.name),
                name: row.name,
                definition: row.definition,
                aliases,
                topics: topics
                    .iter()
                    .filter_map(|topic| of_topic.get(topic).copied())
                    .collect(),
            }
        })
        .collect();
    all.sort_by_cached_key(Placed::place);
    Ok(all)
}
