//! What can be done with pushes. Both doors come through here.

mod answer;
mod follow;
mod price;
mod push;
mod row;
mod rows;
mod whole;
mod work;

use std::collections::HashMap;

use futures_util::Stream;
use futures_util::stream::unfold;

use super::error::PushError;
use super::model::{Push, PushId, Question, Receipt, ReceiptRow};
use super::policy::{self, Visible};
use super::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;
use crate::kernel::page::{Page, PageRequest};

pub use answer::{AnswerWish, answer};
pub use follow::follow;
pub use price::PriceLineContent;
pub use push::{Pushed, Staging, push, staging};
pub use row::{PushEdition, PushRow};
pub use work::{carry_on, forget};

/// What the feed calls news of a push.
pub const TOPIC: &str = "push";

/// Whether somebody may push at all: asked before a long body is read.
pub fn may_push(actor: &Actor) -> Result<(), ApiError> {
    policy::pushes_for(actor)?;
    Ok(())
}

/// The pushes of the organisation that somebody works for, newest first.
pub async fn pushes(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Push>, ApiError> {
    let visible = Visible::to(actor)?;
    Ok(store::pushes(backend.reader(), visible, page).await?)
}

/// One push.
pub async fn one(backend: &Backend, actor: &Actor, id: PushId) -> Result<Push, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::find(backend.reader(), visible, id).await?;
    Ok(found.ok_or(PushError::NotFound(id))?)
}

/// The receipts of pushes that were found for whoever asks, in one look; what they ask is not
/// looked up.
pub async fn receipts(
    backend: &Backend,
    found: &[Push],
) -> Result<HashMap<PushId, Receipt>, ApiError> {
    Ok(store::receipts(backend.reader(), found).await?)
}

/// The receipt of a push that was found for whoever asks.
pub async fn receipt_of(backend: &Backend, push: Push) -> Result<Receipt, ApiError> {
    let mut found = receipts(backend, &[push]).await?;
    let receipt = found.remove(&push.id);
    let mut receipt = receipt.ok_or(PushError::NotFound(push.id))?;
    receipt.questions = questions_of(backend, push).await?;
    Ok(receipt)
}

/// What is asked because of a push that was found for whoever asks.
pub async fn questions_of(backend: &Backend, push: Push) -> Result<Vec<Question>, ApiError> {
    Ok(store::questions(backend.reader(), push.id, None).await?)
}

/// A page of what is asked because of a push that was found for whoever asks.
pub async fn page_of_questions(
    backend: &Backend,
    push: Push,
    page: &PageRequest,
) -> Result<Page<Question>, ApiError> {
    Ok(store::page_of_questions(backend.reader(), push.id, page).await?)
}

/// A page of the receipt of a push that was found for whoever asks.
pub async fn page_of_receipt(
    backend: &Backend,
    push: Push,
    page: &PageRequest,
) -> Result<Page<ReceiptRow>, ApiError> {
    Ok(store::page_of_receipt(backend.reader(), &push, page).await?)
}

/// The rows of a receipt, some at a time: no more of a long one is in memory.
pub fn chunks(
    backend: &Backend,
    push: PushId,
) -> impl Stream<Item = Result<Vec<ReceiptRow>, ApiError>> + use<> {
    let backend = backend.clone();
    unfold(Some(None), move |after| {
        let backend = backend.clone();
        async move {
            let after = after?;
            match store::chunk(backend.reader(), push, after).await {
                Ok(Some((place, rows))) => Some((Ok(rows), Some(Some(place)))),
                Ok(None) => None,
                Err(error) => Some((Err(error.into()), None)),
            }
        }
    })
}
