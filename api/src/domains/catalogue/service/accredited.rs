//! Who accredits a provider, as it says itself.

use super::edited::write_down;
use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{AccreditationDraft, Edited};
use crate::domains::catalogue::policy::{self, Keeper};
use crate::domains::catalogue::snapshot::{Snapshot, TOPIC};
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

/// Puts who accredits a provider in the place of who did, from the revision that was read.
/// What is wrong with that is told to nobody who may not do it.
pub async fn accredit(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (id_or_slug, from): (&str, Revision),
    said: Result<Vec<AccreditationDraft>, ApiError>,
) -> Result<(ProviderId, Revision), ApiError> {
    // Who may do this to no provider hears so before any is looked for.
    Keeper::of(actor)?;
    let at = super::provider(snapshot, id_or_slug)?;
    let provider = snapshot.providers[at].id;
    let tx = backend.write().await?;
    let leave = policy::speaking(&tx, actor, provider)?;
    let done = store::accredit(&leave, from, said?).await;
    let changes = done.map_err(database)?.ok_or(CatalogueError::Stale)?;
    if changes.is_empty() {
        return Ok((provider, from));
    }
    let edited = (&Edited::Provider(provider), "provider.accredit");
    write_down(backend, leave.editing(), edited, &changes).await?;
    tx.changed(TOPIC, provider.0.to_string());
    backend.commit(tx).await?;
    Ok((provider, Revision(from.0 + 1)))
}
