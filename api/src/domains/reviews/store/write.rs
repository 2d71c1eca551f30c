//! Reviews as they are written.
//!
//! None of these notes a change for the feed but those that the public sees.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use entities::{review_batches, review_drawings, reviews};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter,
    SqlErr,
};

use super::super::error::ReviewError;
use super::super::model::{Content, DeclineReason, ReviewId, Standing, Summary};
use super::super::policy::{Drawing, Erasing, Forgetting, Hiding, Moderating, Publishing, Writing};
use super::rows;
use crate::kernel::db::WriteTx;

/// The feed's topic for what the public is shown of reviews.
pub const TOPIC: &str = "reviews";

/// Notes that somebody drew the right for a course, by pseudonym.
pub async fn note_drawing(leave: &Drawing<'_>, pseudonym: [u8; 32]) -> Result<(), ReviewError> {
    let row = review_drawings::ActiveModel {
        pseudonym: Set(BASE64_URL_SAFE_NO_PAD.encode(pseudonym)),
    };
    review_drawings::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => ReviewError::AlreadyDrawn,
            _ => error.into(),
        })?;
    Ok(())
}

/// Keeps a new review.
pub async fn add(leave: &Writing<'_>, id: ReviewId, content: Content) -> Result<(), ReviewError> {
    let right = leave.right();
    let row = reviews::ActiveModel {
        id: Set(id.0),
        course_id: Set(right.course().0),
        token_digest: Set(right.digest().to_owned()),
        basis: Set(right.basis().word().to_owned()),
        revision: Set(1),
        ..rows::held(content)
    };
    reviews::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => ReviewError::NoSuchCourse,
            _ => error.into(),
        })?;
    Ok(())
}

/// Puts other content in the place of what the author said before.
pub async fn alter(leave: &Writing<'_>, id: ReviewId, content: Content) -> Result<(), DbErr> {
    reviews::Entity::update_many()
        .set(rows::held(content))
        .col_expr(
            reviews::Column::Revision,
            Expr::col(reviews::Column::Revision).add(1),
        )
        .filter(reviews::Column::Id.eq(id.0))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Removes a review. Nothing of it stays.
pub async fn erase(leave: &Erasing<'_>) -> Result<(), DbErr> {
    reviews::Entity::delete_by_id(leave.review().0)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Lets a review wait to come out.
pub async fn release(leave: &Moderating<'_>) -> Result<(), DbErr> {
    stand(leave.tx(), &[leave.review()], &Standing::Released).await
}

/// Gives a review back to its author.
pub async fn decline(leave: &Moderating<'_>, reason: DeclineReason) -> Result<(), DbErr> {
    stand(leave.tx(), &[leave.review()], &Standing::Declined(reason)).await
}

/// Lets what waits come out.
pub async fn publish(leave: &Publishing<'_>) -> Result<(), DbErr> {
    let published = Standing::Published(leave.period().clone());
    stand(leave.tx(), leave.waiting(), &published).await
}

async fn stand(tx: &WriteTx, which: &[ReviewId], standing: &Standing) -> Result<(), DbErr> {
    reviews::Entity::update_many()
        .set(rows::standing_as(standing))
        .filter(reviews::Column::Id.is_in(which.iter().map(|id| id.0)))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// Shows what all reviews of a course say together, until the next batch.
pub async fn show_together(
    leave: &Publishing<'_>,
    summary: Option<&Summary>,
) -> Result<(), ReviewError> {
    let summary = summary.map(serde_json::to_value).transpose();
    let row = review_batches::ActiveModel {
        course_id: Set(leave.course().0),
        month: Set(leave.month().as_str().to_owned()),
        summary: Set(summary.map_err(|error| ReviewError::Broken(error.to_string()))?),
    };
    let replace = OnConflict::column(review_batches::Column::CourseId)
        .update_columns([
            review_batches::Column::Month,
            review_batches::Column::Summary,
        ])
        .to_owned();
    review_batches::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(leave.tx().conn())
        .await?;
    leave.tx().changed(TOPIC, leave.course().0.to_string());
    Ok(())
}

/// Shows nothing of a course's reviews any more.
pub async fn hide(leave: &Hiding<'_>) -> Result<(), DbErr> {
    let row = review_batches::ActiveModel {
        course_id: Set(leave.course().0),
        summary: Set(None),
        ..Default::default()
    };
    review_batches::Entity::update(row)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Has rows forget in which order they came, and with which others.
///
/// PostgreSQL keeps rows as they came, each with the number of its transaction, by
/// which they could be held against rows that name an account and a time. So they are
/// written anew, all in one transaction. In SQLite these tables have no such numbers.
pub async fn forget_order(leave: &Forgetting<'_>) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    if conn.get_database_backend() == DbBackend::Postgres {
        conn.execute_unprepared(STIR_DRAWINGS).await?;
        conn.execute_unprepared(STIR_REVIEWS).await?;
    }
    Ok(())
}

/// Nothing is written where nothing came since the last time.
const STIR_DRAWINGS: &str = "WITH taken AS (DELETE FROM review_drawings \
    WHERE (SELECT count(DISTINCT xmin::text) FROM review_drawings) > 1 RETURNING pseudonym) \
    INSERT INTO review_drawings SELECT pseudonym FROM taken ORDER BY pseudonym";
const STIR_REVIEWS: &str = "UPDATE reviews SET revision = revision \
    WHERE (SELECT count(DISTINCT xmin::text) FROM reviews) > 1";
