//! What can be done in the community. Both doors come through here.

mod follow;
mod input;
mod read;
mod write;

pub use super::store::Stretch;
pub use follow::follow;
pub use input::{PostRequest, ThreadRequest};
pub use read::{page_of, post, posts, room, rooms, stretch, stretches, thread, threads};
pub use write::{open, remove, say};

use std::collections::HashMap;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::model::{Pseudonym, ThreadId};
use super::policy::Seeding;
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;
use crate::kernel::id::{AccountId, PillarId};
use crate::kernel::pseudonym::Pseudonyms;

/// Adds the rooms that are not there yet, and says how many. `pillars` are those that
/// they may be about, by slug.
pub async fn seed(
    backend: &Backend,
    pillars: &HashMap<String, PillarId>,
) -> Result<usize, ApiError> {
    let tx = backend.write().await?;
    let added = store::seed(Seeding::at_set_up(&tx), &backend.ids, pillars).await?;
    backend.commit(tx).await?;
    Ok(added)
}

/// Somebody, as one thread alone knows them.
fn pseudonym(pseudonyms: &Pseudonyms, who: AccountId, thread: ThreadId) -> Pseudonym {
    let about = [&who.0.as_bytes()[..], thread.0.as_bytes()];
    Pseudonym(BASE64_URL_SAFE_NO_PAD.encode(pseudonyms.of("thread_alias", &about)))
}
