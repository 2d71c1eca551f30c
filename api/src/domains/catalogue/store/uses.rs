//! Reads what courses use.

use entities::course_uses;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};

use crate::kernel::id::CourseId;

/// What each course uses, in the words of its row, in their order.
pub(super) async fn all_uses(db: &impl ConnectionTrait) -> Result<Vec<(CourseId, String)>, DbErr> {
    let rows = course_uses::Entity::find()
        .order_by_asc(course_uses::Column::Position)
        .order_by_asc(course_uses::Column::Product)
        .all(db)
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| (CourseId(row.course_id), row.product))
        .collect())
}
