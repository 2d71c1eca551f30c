//! Which organisations may issue credentials of trainers.

use super::super::error::TrainerError;
use super::super::policy;
use super::write_down;
use crate::domains::catalogue::{self, Snapshot, trainers};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::ProviderId;

/// Lets a provider issue credentials.
pub async fn give_right(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    provider: &str,
) -> Result<ProviderId, ApiError> {
    set(backend, snapshot, actor, (provider, true)).await
}

/// Has a provider issue no credentials any more. Those that it issued are shown as not
/// confirmed.
pub async fn take_right(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    provider: &str,
) -> Result<ProviderId, ApiError> {
    set(backend, snapshot, actor, (provider, false)).await
}

async fn set(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (provider, may): (&str, bool),
) -> Result<ProviderId, ApiError> {
    let by = policy::administrator(actor)?;
    let at = catalogue::service::provider(snapshot, provider)?;
    let provider = snapshot.providers[at].id;
    let tx = backend.write().await?;
    let leave = catalogue::admitting(&tx, actor).ok_or(TrainerError::NotAdministrator)?;
    let (done, act) = match may {
        true => (
            trainers::give_right(&leave, provider).await,
            "issuer_right.give",
        ),
        false => (
            trainers::take_right(&leave, provider).await,
            "issuer_right.take",
        ),
    };
    done.map_err(database)?;
    let subject = format!("provider:{}", provider.0);
    write_down(backend, &tx, (act, by), subject).await?;
    trainers::changed(&tx, provider);
    backend.commit(tx).await?;
    Ok(provider)
}
