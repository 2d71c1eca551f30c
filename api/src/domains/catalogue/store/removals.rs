//! Who saw a course and sees it no more.

use chrono::{DateTime, Utc};
use entities::course_removals;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel};

use crate::domains::catalogue::model::Audience;
use crate::domains::catalogue::policy::Standing;
use crate::domains::catalogue::snapshot::Removal;
use crate::kernel::id::CourseId;

/// All that was taken from somebody.
pub(super) async fn removals(db: &impl ConnectionTrait) -> Result<Vec<Removal>, DbErr> {
    let rows = course_removals::Entity::find().all(db).await?.into_iter();
    let rows = rows.filter_map(|row| {
        Some(Removal {
            course: CourseId(row.course_id),
            audience: Audience::from_word(&row.audience)?,
            at: row.at,
        })
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
    for row in taken(leave.course(), from, tx.now()) {
        let again = OnConflict::columns([
            course_removals::Column::CourseId,
            course_removals::Column::Audience,
        ])
        .update_column(course_removals::Column::At)
        .to_owned();
        course_removals::Entity::insert(row.into_active_model().reset_all())
            .on_conflict(again)
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}
