//! What can be done with programs, and what they can do here.

mod authorize;
mod clients;
mod shown;
mod token;
mod wishes;

use super::policy::Sweeping;
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

pub use authorize::{
    Choice, NotAsked, OPENID, Question, Wish, agree, let_in, refuse, sign_in, wish,
};
pub use clients::{Made, client, clients, end, make, rotate};
pub use shown::Shown;
pub use token::{Issued, TokenForm, revoke, token};
pub use wishes::{ApiClientWish, RotateWish};

/// Forgets what is over: to be called every hour or so.
pub async fn tend(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let swept = store::sweep(&Sweeping::by_the_calendar(&tx)).await;
    swept.map_err(database)?;
    backend.commit(tx).await
}
