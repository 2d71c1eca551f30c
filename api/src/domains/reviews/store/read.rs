//! Reviews as they are read.

use std::collections::HashMap;

use entities::{review_batches, reviews};
use futures_util::TryStreamExt;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, StreamTrait,
};
use uuid::Uuid;

use super::super::error::ReviewError;
use super::super::model::{
    Basis, ModeratedReviewId, Month, Published, Quarter, Review, ReviewId, SHOWN_FROM, Scores,
    Shown, Status, Summary, Words,
};
use super::super::policy::Visible;
use super::super::token::Right;
use super::rows;
use crate::kernel::db::WriteTx;
use crate::kernel::id::CourseId;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// The number under which writes to the reviews of one course wait for each other;
/// it means nothing but must be ours alone.
const COURSE_LOCK: i32 = 714_531;

/// Which reviews are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Those with this status.
    pub status: Status,
}

/// A page of reviews, in the order of their ids, which tells nothing.
pub async fn reviews(
    db: &impl ConnectionTrait,
    _all: Visible,
    wanted: Wanted,
    page: &PageRequest,
) -> Result<Page<Review>, ReviewError> {
    let mut query =
        reviews::Entity::find().filter(reviews::Column::Status.eq(wanted.status.word()));
    if let Some(after) = page.after_id() {
        query = query.filter(reviews::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(reviews::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found: Result<Vec<_>, _> = rows.into_iter().map(rows::review).collect();
    Ok(page.fill(found?, |review| Cursor(vec![review.id.0.to_string()])))
}

/// The review that a right was used for.
pub async fn own(db: &impl ConnectionTrait, right: &Right) -> Result<Option<Review>, ReviewError> {
    let row = reviews::Entity::find()
        .filter(reviews::Column::TokenDigest.eq(right.digest()))
        .one(db)
        .await?;
    row.map(rows::review).transpose()
}

/// The review that a right was used for, held until the write ends.
pub async fn hold_own(tx: &WriteTx, right: &Right) -> Result<Option<Review>, ReviewError> {
    alone(tx, right.course()).await?;
    own(tx.conn(), right).await
}

/// A review, held until the write ends.
pub async fn hold(tx: &WriteTx, id: ModeratedReviewId) -> Result<Option<Review>, ReviewError> {
    let found = async || reviews::Entity::find_by_id(id.0).one(tx.conn()).await;
    let Some(row) = found().await? else {
        return Ok(None);
    };
    alone(tx, CourseId(row.course_id)).await?;
    // Read again: somebody else had their turn in between.
    found().await?.map(rows::review).transpose()
}

/// Courses of which enough reviews wait, as far as one look can tell.
pub async fn ripe(db: &impl ConnectionTrait) -> Result<Vec<CourseId>, DbErr> {
    let found: Vec<Uuid> = reviews::Entity::find()
        .select_only()
        .column(reviews::Column::CourseId)
        .filter(reviews::Column::Status.eq(Status::Released.word()))
        .group_by(reviews::Column::CourseId)
        .having(reviews::Column::Id.count().gte(SHOWN_FROM as i64))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(CourseId).collect())
}

/// The reviews of a course that wait to come out, held until the write ends.
pub async fn waiting(tx: &WriteTx, course: CourseId) -> Result<Vec<ReviewId>, DbErr> {
    alone(tx, course).await?;
    let found: Vec<Uuid> = with_status(course, Status::Released)
        .select_only()
        .column(reviews::Column::Id)
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(found.into_iter().map(ReviewId).collect())
}

/// The month in which reviews of a course last came out.
pub async fn last_month(tx: &WriteTx, course: CourseId) -> Result<Option<Month>, DbErr> {
    let batch = review_batches::Entity::find_by_id(course.0)
        .one(tx.conn())
        .await?;
    Ok(batch.map(|batch| Month::stored(batch.month)))
}

/// The scores of everything that came out on a course.
pub async fn published_scores(tx: &WriteTx, course: CourseId) -> Result<Vec<Scores>, DbErr> {
    let rows = with_status(course, Status::Published)
        .all(tx.conn())
        .await?;
    Ok(rows.iter().map(rows::scores).collect())
}

fn with_status(course: CourseId, status: Status) -> sea_orm::Select<reviews::Entity> {
    reviews::Entity::find()
        .filter(reviews::Column::CourseId.eq(course.0))
        .filter(reviews::Column::Status.eq(status.word()))
}

/// What the public is shown of reviews, course by course.
///
/// A summary that a later version of the program wrote in another way is not shown. Reviews
/// are the most that is kept in memory: they are read one by one, and no more of each than is
/// shown.
pub async fn shown(
    db: &(impl ConnectionTrait + StreamTrait),
) -> Result<HashMap<CourseId, Shown>, DbErr> {
    let batches = review_batches::Entity::find()
        .filter(review_batches::Column::Summary.is_not_null())
        .all(db)
        .await?;
    let mut shown: HashMap<CourseId, Shown> = HashMap::new();
    for batch in batches {
        let summary = batch.summary.map(serde_json::from_value::<Summary>);
        if let Some(Ok(summary)) = summary {
            let reviews = Vec::new();
            shown.insert(CourseId(batch.course_id), Shown { summary, reviews });
        }
    }
    if shown.is_empty() {
        return Ok(shown);
    }
    let mut rows = reviews::Entity::find()
        .select_only()
        .columns([
            reviews::Column::Id,
            reviews::Column::CourseId,
            reviews::Column::Basis,
            reviews::Column::Period,
            reviews::Column::Strong,
            reviews::Column::Weak,
            reviews::Column::Tip,
        ])
        .filter(reviews::Column::Status.eq(Status::Published.word()))
        .order_by_asc(reviews::Column::Id)
        .into_tuple::<Row>()
        .stream(db)
        .await?;
    while let Some(row) = rows.try_next().await? {
        let course = CourseId(row.1);
        if let (Some(of), Some(review)) = (shown.get_mut(&course), published(row)) {
            of.reviews.push(review);
        }
    }
    Ok(shown)
}

/// What is read of a review: its id, its course, its basis, its quarter, and its words.
type Row = (
    Uuid,
    Uuid,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
);

/// What is shown of one review: its words alone.
fn published((id, _, basis, period, strong, weak, tip): Row) -> Option<Published> {
    let published = Published {
        id: ReviewId(id),
        basis: Basis::from_word(&basis)?,
        period: Quarter::stored(period?),
        words: Words { strong, weak, tip },
    };
    (!published.words.is_empty()).then_some(published)
}

/// Lets one write at a time touch the reviews of a course, so that what is counted
/// stays so until it ends. SQLite has one writer anyway.
async fn alone(tx: &WriteTx, course: CourseId) -> Result<(), DbErr> {
    if ConnectionTrait::get_database_backend(tx.conn()) == DbBackend::Postgres {
        // The random end of the id. Two courses that share it wait for each other.
        let number = course.0.as_u128() as i32;
        let lock = format!("SELECT pg_advisory_xact_lock({COURSE_LOCK}, {number})");
        tx.conn().execute_unprepared(&lock).await?;
    }
    Ok(())
}
