//! What can be done with reviews. Both doors come through here.

mod author;
mod input;
mod moderate;
mod publish;

pub use author::{draw, erase, own, post};
pub use input::{
    DeclineRequest, LONGEST, ReleaseRequest, ReviewFilter, ReviewInput, RightRequest, TokenInput,
};
pub use moderate::{decline, held, release};
pub use publish::tend;

use super::policy;
use super::store;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::CourseId;

/// Lets the public see that a review is gone: at once for its words; for what all say
/// together with the next batch, unless too few are left.
///
/// The feed is told no course: it keeps times, and erasing is what somebody did.
async fn withdrawn(tx: &WriteTx, course: CourseId) -> Result<(), ApiError> {
    let left = store::published_scores(tx, course)
        .await
        .map_err(database)?;
    if let Some(leave) = policy::hiding(tx, course, left.len()) {
        store::hide(&leave).await.map_err(database)?;
    }
    tx.changed(store::TOPIC, "withdrawn");
    Ok(())
}
