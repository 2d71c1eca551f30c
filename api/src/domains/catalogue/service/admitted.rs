//! Letting providers in, and handing over those that stood here from public sources.

use crate::domains::catalogue::policy;
use crate::domains::catalogue::snapshot::TOPIC;
use crate::domains::catalogue::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::ProviderId;

pub use policy::{Admitting, admitting};

/// Makes a provider by its name, kind and website, within the write that the leave is for.
pub async fn admit(
    leave: &Admitting<'_>,
    backend: &Backend,
    said: (&str, &str, &str),
) -> Result<ProviderId, ApiError> {
    let id = ProviderId(backend.ids.ordered());
    store::admit(leave, id, said).await.map_err(database)?;
    leave.tx().changed(TOPIC, id.0.to_string());
    Ok(id)
}

/// Has a provider from public sources be its own; false where it is already.
pub async fn hand_over(
    leave: &Admitting<'_>,
    provider: ProviderId,
    website: &str,
) -> Result<bool, ApiError> {
    let done = store::hand_over(leave, provider, website).await;
    leave.tx().changed(TOPIC, provider.0.to_string());
    done.map_err(database)
}
