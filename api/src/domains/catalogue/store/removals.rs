//! Who saw a course and sees it no more, and who alone sees it otherwise.

use chrono::{DateTime, Utc};
use entities::{course_removals, course_touches};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use super::changed::Of;
use crate::domains::catalogue::model::Audience;
use crate::domains::catalogue::policy::Standing;
use crate::domains::catalogue::snapshot::Heard;
use crate::domains::catalogue::store::put::put;
use crate::kernel::id::CourseId;

/// What was taken from whom, and when.
pub(super) async fn removals(db: &impl ConnectionTrait, of: Of<'_>) -> Result<Heard, DbErr> {
    let rows = course_removals::Entity::find();
    let rows = of.rows(rows, course_removals::Column::CourseId);
    let rows = rows.all(db).await?.into_iter();
    let rows = rows.filter_map(|row| {
        let audience = Audience::from_word(&row.audience)?;
        Some(((CourseId(row.course_id), audience), row.at))
    });
    Ok(rows.collect())
}

/// What changed for whom alone, and when.
pub(super) async fn touches(db: &impl ConnectionTrait, of: Of<'_>) -> Result<Heard, DbErr> {
    let rows = course_touches::Entity::find();
    let rows = of.rows(rows, course_touches::Column::CourseId);
    let rows = rows.all(db).await?.into_iter();
    let rows = rows.filter_map(|row| {
        let audience = Audience::from_word(&row.audience)?;
        Some(((CourseId(row.course_id), audience), row.at))
    });
    Ok(rows.collect())
}

/// A course, taken from some.
pub(super) fn taken(
    course: CourseId,
    from: impl IntoIterator<Item = Audience>,
    at: DateTime<Utc>,
) -> Vec<course_removals::Model> {
    let rows = from.into_iter().map(|audience| course_removals::Model {
        course_id: course.0,
        audience: audience.word(),
        at,
    });
    rows.collect()
}

/// Notes from whom a course is taken that somebody takes back.
pub async fn take(leave: &Standing<'_>, from: Vec<Audience>) -> Result<(), DbErr> {
    let tx = leave.tx();
    put(tx, taken(leave.course(), from, tx.now())).await
}
