//! Courses as those who look after them see them.

use entities::courses;
use sea_orm::sea_query::{Cond, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use crate::domains::catalogue::model::{OwnCourse, Status};
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
    Ok(named(word).one(db).await?.and_then(read))
}

/// As [`own_course`]; nobody else changes it until the write ends.
pub async fn hold_own_course(tx: &WriteTx, word: &str) -> Result<Option<OwnCourse>, DbErr> {
    if unkeepable(word) {
        return Ok(None);
    }
    let row = named(word).lock_exclusive().one(tx.conn()).await?;
    Ok(row.and_then(read))
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
    let row = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(courses::Column::ExternalId.eq(key))
        .one(db)
        .await?;
    Ok(row.and_then(read))
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
    let after = page
        .after()
        .and_then(|place| Uuid::try_parse(place.0.first()?).ok());
    let wish = wish.add_option(after.map(|id| courses::Column::Id.gt(id)));
    let rows = courses::Entity::find()
        .filter(wish)
        .order_by_asc(courses::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().filter_map(read).collect();
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

fn read(row: courses::Model) -> Option<OwnCourse> {
    Some(OwnCourse {
        status: Status::from_word(&row.status)?,
        id: CourseId(row.id),
        provider: ProviderId(row.provider_id),
        external_id: row.external_id,
        slug: row.slug,
        title: row.title,
        source: row.source,
        revision: Revision(row.revision),
        updated_at: row.updated_at,
    })
}
