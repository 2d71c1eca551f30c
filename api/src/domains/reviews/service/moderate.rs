//! What a moderator does: read what waits, release it or give it back.

use super::super::error::ReviewError;
use super::super::model::{ModeratedReviewId, Review, Standing};
use super::super::policy::{self, Moderating, Moderator, Visible};
use super::super::store::{self, Wanted};
use super::input::{DeclineRequest, ReleaseRequest, ReviewFilter};
use super::withdrawn;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::revision::Revision;

/// A page of reviews, for a moderator.
pub async fn held(
    backend: &Backend,
    actor: &Actor,
    filter: &ReviewFilter,
    page: &PageRequest,
) -> Result<Page<Review>, ApiError> {
    let visible = Visible::to_moderator(actor)?;
    let wanted = Wanted {
        status: filter.status,
    };
    Ok(store::reviews(backend.reader(), visible, wanted, page).await?)
}

/// Lets a review wait to come out with others.
///
/// Done again it changes nothing, and it is not undone by what came after.
pub async fn release(
    backend: &Backend,
    actor: &Actor,
    id: ModeratedReviewId,
    read: &ReleaseRequest,
) -> Result<Review, ApiError> {
    let moderator = policy::moderator(actor)?;
    let tx = backend.write().await?;
    let mut review = found(&tx, id).await?;
    let leave = allowed(&tx, &moderator, &review, read.if_revision)?;
    if let Standing::Released | Standing::Published(_) = review.standing {
        return Ok(review);
    }
    store::release(&leave).await.map_err(database)?;
    write_down(backend, &leave, "review.release", None).await?;
    backend.commit(tx).await?;
    review.standing = Standing::Released;
    Ok(review)
}

/// Gives a review back to its author, with a reason. One that came out is taken back.
pub async fn decline(
    backend: &Backend,
    actor: &Actor,
    id: ModeratedReviewId,
    read: &DeclineRequest,
) -> Result<Review, ApiError> {
    let moderator = policy::moderator(actor)?;
    let tx = backend.write().await?;
    let mut review = found(&tx, id).await?;
    let leave = allowed(&tx, &moderator, &review, read.if_revision)?;
    let declined = Standing::Declined(read.reason);
    if review.standing == declined {
        return Ok(review);
    }
    store::decline(&leave, read.reason)
        .await
        .map_err(database)?;
    if let Standing::Published(_) = review.standing {
        withdrawn(&tx, review.course).await?;
    }
    write_down(backend, &leave, "review.decline", Some(read.reason.word())).await?;
    backend.commit(tx).await?;
    review.standing = declined;
    Ok(review)
}

async fn found(tx: &WriteTx, id: ModeratedReviewId) -> Result<Review, ApiError> {
    let review = store::hold(tx, id).await?;
    Ok(review.ok_or(ReviewError::NotFound)?)
}

fn allowed<'tx>(
    tx: &'tx WriteTx,
    moderator: &Moderator<'_>,
    review: &Review,
    read: i64,
) -> Result<Moderating<'tx>, ReviewError> {
    policy::moderating(tx, moderator, review, Revision(read))
}

async fn write_down(
    backend: &Backend,
    leave: &Moderating<'_>,
    name: &'static str,
    detail: Option<&'static str>,
) -> Result<(), ApiError> {
    let act = Act {
        name,
        by: Some(leave.by()),
        subject: format!("review:{}", leave.review().0),
        detail: detail.map(str::to_owned),
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}
