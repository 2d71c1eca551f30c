//! What can be done with programs, and what they can do here.

mod clients;
mod token;
mod wishes;

use super::policy::Sweeping;
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

pub use clients::{Made, client, clients, end, make, rotate};
pub use token::{Issued, Shown, TokenForm, token};
pub use wishes::{ApiClientWish, RotateWish};

/// Forgets what is over: to be called every hour or so.
pub async fn tend(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let swept = store::sweep(&Sweeping::by_the_calendar(&tx)).await;
    swept.map_err(database)?;
    backend.commit(tx).await
}
