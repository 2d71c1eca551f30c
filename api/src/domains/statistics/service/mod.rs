//! What can be asked of figures. Both doors come through here.

mod coverage;
mod datasets;
mod shop;
mod supply;

pub use coverage::{Coverage, Group, Row, coverage};
pub use datasets::{dataset, datasets};
pub use shop::{Shop, shop};
pub use supply::{Supply, supply};

use super::policy::Publishing;
use super::published::TOPIC;
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// Puts the shipped figures in the database, as they are shipped now.
///
/// Answers how many datasets were new or had changed; none, the second time.
pub async fn seed(backend: &Backend) -> Result<usize, ApiError> {
    let tx = backend.write().await?;
    let written = store::publish(&Publishing::at_set_up(&tx), &backend.ids).await?;
    if written > 0 {
        tx.changed(TOPIC, "seed");
    }
    backend.commit(tx).await?;
    Ok(written)
}
