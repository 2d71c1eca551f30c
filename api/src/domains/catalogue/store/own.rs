//! Courses as those who look after them see them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{course_confirmations, courses};
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::courses::{confirmed_wholly, of_whole};
use super::offer::titled;
use crate::domains::catalogue::model::{OwnCourse, Status, Visibility, clients};
use crate::domains::catalogue::policy::{Keeper, Standing};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::revision::Revision;

/// A course by id or slug, whoever may see it.
pub async fn own_course(db: &impl ConnectionTrait, word: &str) -> Result<Option<OwnCourse>, DbErr> {
    if unkeepable(word) {
        return Ok(None);
    }
    one(db, named(word)).await
}

/// As [`own_course`]; nobody else changes it until the write ends.
pub async fn hold_own_course(tx: &WriteTx, word: &str) -> Result<Option<OwnCourse>, DbErr> {
    if unkeepable(word) {
        return Ok(None);
    }
    one(tx.conn(), named(word).lock_exclusive()).await
}

async fn one(
    db: &impl ConnectionTrait,
    query: Select<courses::Entity>,
) -> Result<Option<OwnCourse>, DbErr> {
    let row = query.one(db).await?;
    Ok(read(db, row.into_iter().collect()).await?.pop())
}

/// Whether no database keeps a text, so that none can be asked for it either.
fn unkeepable(text: &str) -> bool {
    text.contains('\0')
}

fn named(word: &str) -> Select<courses::Entity> {
    courses::Entity::find().filter(match Uuid::try_parse(word) {
        Ok(id) => courses::Column::Id.eq(id),
        Err(_) => courses::Column::Slug.eq(word),
    })
}

/// The course to which a provider gave a key.
pub async fn keyed_course(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    key: &str,
) -> Result<Option<OwnCourse>, DbErr> {
    if unkeepable(key) {
        return Ok(None);
    }
    let query = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::ExternalId.eq(key));
    one(db, query).await
}

/// Some courses of a provider's.
pub async fn own_by_id(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    courses: Vec<CourseId>,
) -> Result<Vec<OwnCourse>, DbErr> {
    let rows = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::Id.is_in(courses.iter().map(|course| course.0)))
        .all(db)
        .await?;
    read(db, rows).await
}

/// The courses that somebody looks after, in the order of their ids.
pub async fn own_courses(
    db: &impl ConnectionTrait,
    keeper: Keeper,
    status: &[Status],
    page: &PageRequest,
) -> Result<Page<OwnCourse>, DbErr> {
    let mut wish = Cond::all();
    if let Keeper::Of(provider) = keeper {
        wish = wish.add(courses::Column::ProviderId.eq(provider.0));
    }
    if !status.is_empty() {
        let words = status.iter().map(|status| status.word());
        wish = wish.add(courses::Column::Status.is_in(words));
    }
    let after = page.after_id();
    let wish = wish.add_option(after.map(|id| courses::Column::Id.gt(id)));
    let rows = courses::Entity::find()
        .filter(wish)
        .order_by_asc(courses::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = read(db, rows).await?;
    Ok(page.fill(found, |it: &OwnCourse| Cursor(vec![it.id.0.to_string()])))
}

/// Has a course stand otherwise; false where it changed since it was read.
pub async fn stand(leave: &Standing<'_>, from: Revision, status: Status) -> Result<bool, DbErr> {
    let done = courses::Entity::update_many()
        .col_expr(courses::Column::Status, Expr::value(status.word()))
        .col_expr(
            courses::Column::Revision,
            Expr::col(courses::Column::Revision).add(1),
        )
        .col_expr(courses::Column::UpdatedAt, Expr::value(leave.tx().now()))
        .filter(courses::Column::Id.eq(leave.course().0))
        .filter(courses::Column::Revision.eq(from.0))
        .exec(leave.tx().conn())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Gives a course that is shown to all from now on an address from its title, where it has none:
/// what was closed had one that no title makes.
pub async fn title(leave: &Standing<'_>, course: &OwnCourse) -> Result<Option<String>, DbErr> {
    let tx = leave.tx();
    let titled = titled(tx, &course.slug, &course.title).await?;
    if let Some(slug) = &titled {
        courses::Entity::update_many()
            .col_expr(courses::Column::Slug, Expr::value(slug))
            .filter(courses::Column::Id.eq(leave.course().0))
            .exec(tx.conn())
            .await?;
    }
    Ok(titled)
}

/// Notes that a course is still as it stands.
pub async fn confirm(leave: &Standing<'_>) -> Result<(), DbErr> {
    let row = course_confirmations::ActiveModel {
        course_id: Set(leave.course().0),
        confirmed_at: Set(leave.tx().now()),
    };
    let again = OnConflict::column(course_confirmations::Column::CourseId)
        .update_column(course_confirmations::Column::ConfirmedAt)
        .to_owned();
    course_confirmations::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

async fn read(
    db: &impl ConnectionTrait,
    rows: Vec<courses::Model>,
) -> Result<Vec<OwnCourse>, DbErr> {
    // Asked where there are no rows too: what is not there costs what may not be known.
    let ids = rows.iter().map(|row| row.id);
    let confirmed = course_confirmations::Entity::find()
        .filter(course_confirmations::Column::CourseId.is_in(ids))
        .all(db)
        .await?;
    let confirmed: HashMap<Uuid, DateTime<Utc>> = confirmed
        .into_iter()
        .map(|row| (row.course_id, row.confirmed_at))
        .collect();
    let whole = confirmed_wholly(db).await?;
    let own = rows.into_iter().filter_map(|row| {
        Some(OwnCourse {
            status: Status::from_word(&row.status)?,
            last_verified: Ord::max(
                Ord::max(row.confirmed_at, confirmed.get(&row.id).copied()),
                of_whole(&whole, &row),
            ),
            id: CourseId(row.id),
            provider: ProviderId(row.provider_id),
            external_id: row.external_id,
            slug: row.slug,
            title: row.title,
            visibility: Visibility::from_word(&row.visibility)?,
            clients: clients(row.clients.as_deref()),
            source: row.source,
            revision: Revision(row.revision),
            updated_at: row.updated_at,
        })
    });
    Ok(own.collect())
}
