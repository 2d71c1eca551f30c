//! What can be asked of the catalogue. Both doors come through here.

mod browse;
mod filter;

pub use browse::*;
pub use filter::{
    CourseQuery, EditionQuery, MunicipalityQuery, ProviderQuery, TermQuery, TopicQuery,
};

use super::policy::Seeding;
use super::snapshot::TOPIC;
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// Puts the shipped catalogue in the database, as far as it is not there yet.
///
/// Answers how many rows were added; none, the second time.
pub async fn seed(backend: &Backend) -> Result<usize, ApiError> {
    let tx = backend.write().await?;
    let added = store::seed(Seeding::at_set_up(&tx), &backend.ids).await?;
    if added > 0 {
        tx.changed(TOPIC, "seed");
    }
    backend.commit(tx).await?;
    Ok(added)
}
