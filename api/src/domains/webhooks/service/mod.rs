//! What can be done with webhooks, and what the house does with them by itself.

mod deliver;
mod kept;
mod log;
mod tell;
mod wishes;

use super::policy::Sweeping;
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

pub use deliver::Deliverer;
pub use kept::{Made, make, remove, replace, rotate, webhook, webhooks};
pub use log::{deliveries, replay, replay_since, test};
pub use wishes::{LogFilter, ReplayWish, RotateWish, WebhookReplace, WebhookWish};

/// Forgets what is over: to be called every hour or so.
pub async fn tend(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let leave = Sweeping::by_the_calendar(&tx);
    store::sweep_deliveries(&leave).await.map_err(database)?;
    store::sweep_secrets(&leave).await.map_err(database)?;
    backend.commit(tx).await
}
