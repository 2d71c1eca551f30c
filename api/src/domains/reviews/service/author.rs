//! What an author does: draw a right with an account, and all the rest without.

use super::super::error::ReviewError;
use super::super::model::{Basis, Drawn, Review, ReviewId, Standing};
use super::super::policy;
use super::super::store;
use super::super::token;
use super::input::{ReviewInput, TokenInput};
use super::withdrawn;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::CourseId;

/// Draws the right to review a course: once for each account, ever.
pub async fn draw(
    backend: &Backend,
    actor: &Actor,
    course: CourseId,
    basis: Basis,
) -> Result<Drawn, ApiError> {
    let parent = policy::parent(actor)?;
    let tx = backend.write().await?;
    let leave = policy::drawing(&tx, &parent);
    let account = leave.account().0;
    let about = [&account.as_bytes()[..], course.0.as_bytes()];
    let pseudonym = backend.pseudonyms.of("review_right", &about);
    store::note_drawing(&leave, pseudonym).await?;
    backend.commit(tx).await?;
    Ok(Drawn {
        token: token::make(&backend.pseudonyms, &backend.ids, course, basis),
        course,
        basis,
    })
}

/// Writes a review, or writes it anew until it comes out.
///
/// The token is the key to doing it again: the same content changes nothing and gets
/// the same answer, whatever became of it since.
pub async fn post(
    backend: &Backend,
    actor: &Actor,
    input: ReviewInput,
) -> Result<Review, ApiError> {
    policy::without_bearer(actor)?;
    let (right, content) = input.checked(&backend.pseudonyms)?;
    let tx = backend.write().await?;
    let stands = store::hold_own(&tx, &right).await?;
    if let Some(review) = stands.as_ref().filter(|review| review.content == content) {
        return Ok(review.clone());
    }
    let leave = policy::writing(&tx, right, stands.as_ref())?;
    match leave.stands() {
        None => {
            let id = ReviewId(backend.ids.random());
            store::add(&leave, id, content).await?;
        }
        Some(id) => store::alter(&leave, id, content).await.map_err(database)?,
    }
    let written = store::own(tx.conn(), leave.right()).await?;
    backend.commit(tx).await?;
    Ok(written.ok_or(ReviewError::NotFound)?)
}

/// An author's own review: everything that is kept of it.
pub async fn own(backend: &Backend, actor: &Actor, shown: &TokenInput) -> Result<Review, ApiError> {
    policy::without_bearer(actor)?;
    let right = shown.checked(&backend.pseudonyms)?;
    let found = store::own(backend.reader(), &right).await?;
    Ok(found.ok_or(ReviewError::NotFound)?)
}

/// Erases an author's own review; where there is none, there is nothing to do.
///
/// The right stays with whoever has the token: another review may be written.
pub async fn erase(backend: &Backend, actor: &Actor, shown: &TokenInput) -> Result<(), ApiError> {
    policy::without_bearer(actor)?;
    let right = shown.checked(&backend.pseudonyms)?;
    let tx = backend.write().await?;
    let Some(review) = store::hold_own(&tx, &right).await? else {
        return Ok(());
    };
    let leave = policy::erasing(&tx, &right, &review);
    store::erase(&leave).await.map_err(database)?;
    if let Standing::Published(_) = review.standing {
        withdrawn(&tx, review.course).await?;
    }
    backend.commit(tx).await
}
