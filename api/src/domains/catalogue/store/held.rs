//! The codes that courses have, of lists in which some retired.

use std::collections::HashMap;

use entities::{courses, editions};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::written::lists;
use crate::domains::catalogue::model::{Held, PriceLine};
use crate::kernel::id::ProviderId;

/// The codes that a provider's courses have, by the provider's key.
pub async fn held(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    keys: Vec<&str>,
) -> Result<Held, DbErr> {
    let rows = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::ExternalId.is_in(keys))
        .all(db)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut lists = lists(db, &ids).await?;
    let mut lines = editions_lines(db, &ids).await?;
    let mut held = Held::default();
    for row in rows {
        let of = lists.remove(&row.id).unwrap_or_default();
        let mut has = |list: &str, code: String| held.note(&row.external_id, list, code);
        has("learning_form", row.learning_form);
        let alone = [
            ("product_kind", row.product_kind),
            ("reading_level", row.reading_level),
            ("credential", row.credential),
        ];
        for (list, code) in alone {
            code.into_iter().for_each(|code| has(list, code));
        }
        of.audiences.into_iter().for_each(|it| has("audience", it));
        of.codes
            .into_iter()
            .for_each(|(list, code)| has(list, code));
        let mut priced = PriceLine::read(row.price_lines.as_deref());
        priced.extend(lines.remove(&row.id).unwrap_or_default());
        for line in priced {
            has("price_kind", line.kind);
            has("payer", line.payer);
        }
    }
    Ok(held)
}

/// The lines of what editions cost, by course.
async fn editions_lines(
    db: &impl ConnectionTrait,
    courses: &[Uuid],
) -> Result<HashMap<Uuid, Vec<PriceLine>>, DbErr> {
    let rows = editions::Entity::find()
        .filter(editions::Column::CourseId.is_in(courses.iter().copied()))
        .filter(editions::Column::PriceLines.is_not_null())
        .all(db)
        .await?;
    let mut lines: HashMap<Uuid, Vec<PriceLine>> = HashMap::new();
    for row in rows {
        let of = lines.entry(row.course_id).or_default();
        of.extend(PriceLine::read(row.price_lines.as_deref()));
    }
    Ok(lines)
}
