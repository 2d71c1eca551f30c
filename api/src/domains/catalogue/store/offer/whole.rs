//! A provider's offer as a whole: what stands, what it names no more, and what comes back.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use entities::{course_confirmations, courses, providers};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use sea_orm::{QuerySelect, Select};
use uuid::Uuid;

use super::seen::who_see;
use crate::domains::catalogue::model::{CourseAct, Listed, Otherwise, Shift, Status, VersionId};
use crate::domains::catalogue::policy::Offering;
use crate::domains::catalogue::store::history;
use crate::domains::catalogue::store::put::put;
use crate::domains::catalogue::store::removals::taken;
use crate::kernel::backend::Backend;
use crate::kernel::db::{WriteTx, rows_per_statement};
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::revision::Revision;

/// The published courses that a provider put here, by its keys. What is ours from public
/// sources, or shows how it looks, the provider never named and need not.
pub async fn standing(
    db: &impl ConnectionTrait,
    provider: ProviderId,
) -> Result<Vec<Listed>, DbErr> {
    let query = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::Status.eq(Status::Published.word()))
        .filter(courses::Column::Source.ne("seed"))
        .filter(courses::Column::Example.eq(false))
        .order_by_asc(courses::Column::ExternalId);
    told(db, query).await
}

/// The courses with some keys that a provider took back.
pub async fn withdrawn(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    keys: Vec<&str>,
) -> Result<Vec<Listed>, DbErr> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let query = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::Status.eq(Status::Withdrawn.word()))
        .filter(courses::Column::ExternalId.is_in(keys));
    told(db, query).await
}

async fn told(
    db: &impl ConnectionTrait,
    query: Select<courses::Entity>,
) -> Result<Vec<Listed>, DbErr> {
    let rows: Vec<(Uuid, String, String)> = query
        .select_only()
        .columns([
            courses::Column::Id,
            courses::Column::ExternalId,
            courses::Column::Title,
        ])
        .into_tuple()
        .all(db)
        .await?;
    let rows = rows.into_iter();
    let rows = rows.map(|(id, external_id, title)| Listed {
        course: CourseId(id),
        external_id,
        title,
    });
    Ok(rows.collect())
}

/// Notes that a provider confirmed all of its offer: one line of its own, and of each course
/// whether it was among it, where that is otherwise than before.
pub async fn confirm_whole(leave: &Offering<'_>, named: &[CourseId]) -> Result<(), DbErr> {
    let (tx, provider) = (leave.tx(), leave.provider());
    let last: Option<Option<DateTime<Utc>>> = providers::Entity::find_by_id(provider.0)
        .select_only()
        .column(providers::Column::ConfirmedAt)
        .into_tuple()
        .one(tx.conn())
        .await?;
    providers::Entity::update_many()
        .col_expr(providers::Column::ConfirmedAt, Expr::value(tx.now()))
        .filter(providers::Column::Id.eq(provider.0))
        .exec(tx.conn())
        .await?;
    let before: Vec<Uuid> = courses::Entity::find()
        .select_only()
        .column(courses::Column::Id)
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::InFull.eq(true))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let before: HashSet<Uuid> = before.into_iter().collect();
    let now: HashSet<Uuid> = named.iter().map(|course| course.0).collect();
    let new: Vec<Uuid> = now.difference(&before).copied().collect();
    let gone: Vec<Uuid> = before.difference(&now).copied().collect();
    if let Some(last) = last.flatten() {
        remember(tx, &gone, last).await?;
    }
    for (ids, is_named) in [(new, true), (gone, false)] {
        for some in ids.chunks(rows_per_statement(1)) {
            courses::Entity::update_many()
                .col_expr(courses::Column::InFull, Expr::value(is_named))
                .filter(courses::Column::Id.is_in(some.iter().copied()))
                .exec(tx.conn())
                .await?;
        }
    }
    Ok(())
}

/// Notes when courses were last confirmed that are no longer named: what the provider's line said
/// of them until now, where nothing later is known.
async fn remember(tx: &WriteTx, courses: &[Uuid], last: DateTime<Utc>) -> Result<(), DbErr> {
    for some in courses.chunks(rows_per_statement(1)) {
        let later: Vec<Uuid> = course_confirmations::Entity::find()
            .select_only()
            .column(course_confirmations::Column::CourseId)
            .filter(course_confirmations::Column::CourseId.is_in(some.iter().copied()))
            .filter(course_confirmations::Column::ConfirmedAt.gte(last))
            .into_tuple()
            .all(tx.conn())
            .await?;
        let later: HashSet<Uuid> = later.into_iter().collect();
        let ids = some.iter().filter(|id| !later.contains(id));
        let rows = ids.map(|id| course_confirmations::Model {
            course_id: *id,
            confirmed_at: last,
        });
        put(tx, rows.collect()).await?;
    }
    Ok(())
}

/// Takes published courses of the provider back, as it says; how those that it does stand.
pub async fn take_back(
    leave: &Offering<'_>,
    backend: &Backend,
    courses: &[CourseId],
) -> Result<Vec<Shift>, DbErr> {
    let tx = leave.tx();
    let rows = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(leave.provider().0))
        .filter(courses::Column::Status.eq(Status::Published.word()))
        .filter(courses::Column::Id.is_in(courses.iter().map(|course| course.0)))
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    courses::Entity::update_many()
        .col_expr(
            courses::Column::Status,
            Expr::value(Status::Withdrawn.word()),
        )
        .col_expr(
            courses::Column::Revision,
            Expr::col(courses::Column::Revision).add(1),
        )
        .col_expr(courses::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(courses::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.conn())
        .await?;
    let lost = rows
        .iter()
        .flat_map(|row| taken(CourseId(row.id), who_see(row), tx.now()));
    put(tx, lost.collect()).await?;
    let status = Otherwise {
        field: "status".to_owned(),
        before: vec![Status::Published.word().to_owned()],
        after: vec![Status::Withdrawn.word().to_owned()],
    };
    let lines = ids.iter().map(|id| {
        let of = (VersionId(backend.ids.ordered()), *id);
        let done = (CourseAct::Withdraw, leave.office());
        history::line(of, done, tx.now(), Some(std::slice::from_ref(&status)))
    });
    put(tx, lines.collect()).await?;
    let shifts = rows.into_iter().map(|row| Shift {
        course: CourseId(row.id),
        external_id: row.external_id,
        revision: Revision(row.revision + 1),
        before: Some(Status::Published),
        after: Status::Withdrawn,
    });
    Ok(shifts.collect())
}

/// Gives a course that was taken back a key that no row has, so that its own is free.
pub async fn free_key(
    leave: &Offering<'_>,
    backend: &Backend,
    course: &Listed,
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let freed = format!("~{}", backend.ids.random().simple());
    let done = courses::Entity::update_many()
        .col_expr(courses::Column::ExternalId, Expr::value(&freed))
        .col_expr(
            courses::Column::Revision,
            Expr::col(courses::Column::Revision).add(1),
        )
        .col_expr(courses::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(courses::Column::Id.eq(course.course.0))
        .filter(courses::Column::ProviderId.eq(leave.provider().0))
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 0 {
        return Ok(());
    }
    let key = Otherwise {
        field: "externalId".to_owned(),
        before: vec![course.external_id.clone()],
        after: vec![freed],
    };
    let of = (VersionId(backend.ids.ordered()), course.course.0);
    let done = (CourseAct::Push, leave.office());
    put(tx, vec![history::line(of, done, tx.now(), Some(&[key]))]).await
}
