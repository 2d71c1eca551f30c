//! Reads what courses use.

use std::collections::HashMap;

use entities::course_uses;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::changed::Of;
use super::read::gather;

/// What courses use, in the words of their rows and in their order, by their ids.
pub(super) async fn uses(
    db: &impl ConnectionTrait,
    of: Of<'_>,
) -> Result<HashMap<Uuid, Vec<String>>, DbErr> {
    let rows = of
        .rows(course_uses::Entity::find(), course_uses::Column::CourseId)
        .order_by_asc(course_uses::Column::Position)
        .order_by_asc(course_uses::Column::Product)
        .all(db)
        .await?;
    Ok(gather(rows, |row| (row.course_id, row.product)))
}
