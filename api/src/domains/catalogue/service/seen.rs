//! What somebody sees of the catalogue, and which organisation a parent says is theirs.

use crate::domains::catalogue::model::CLIENT_KIND;
use crate::domains::catalogue::policy;
use crate::domains::catalogue::snapshot::{CLIENTS, Catalogue, Seen, Snapshot};
use crate::domains::catalogue::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::language::Text;

use super::filter::reference;

/// The catalogue as somebody sees it. No database is asked.
pub fn seen(catalogue: &Catalogue, actor: &Actor) -> Seen {
    catalogue.seen(policy::sight(actor, |account| catalogue.client_of(account)))
}

/// The organisation that a parent said is theirs, by its place; nothing where they said nothing.
pub fn client(
    catalogue: &Catalogue,
    snapshot: &Snapshot,
    actor: &Actor,
) -> Result<Option<usize>, ApiError> {
    let named = catalogue.client_of(policy::parent(actor)?);
    Ok(named.and_then(|client| snapshot.provider(&client.0.to_string())))
}

/// Says which organisation is a parent's own, so that they see what it offers to its own. It is
/// kept with the account, shown to nobody else, and no ground for anything else.
pub async fn name_client(
    backend: &Backend,
    snapshot: &Snapshot,
    actor: &Actor,
    (name, id_or_slug): (&str, &str),
) -> Result<usize, ApiError> {
    policy::parent(actor)?;
    let found = snapshot.provider(&reference(id_or_slug));
    let found = found.filter(|at| snapshot.providers[*at].kind.code == CLIENT_KIND);
    let Some(at) = found else {
        let detail = Text::new(
            "dit is geen pleegzorgaanbieder die we kennen",
            "this is no foster care organisation that we know",
        );
        let fault = Fault::at(name, "client.unknown", detail);
        return Err(ApiError::invalid(vec![fault]));
    };
    let tx = backend.write().await?;
    let leave = policy::naming(&tx, actor)?;
    let named = store::name_client(&leave, snapshot.providers[at].id).await;
    named.map_err(database)?;
    tx.changed(CLIENTS, "");
    backend.commit(tx).await?;
    Ok(at)
}

/// Says so no more. Where nothing was said, nothing happens.
pub async fn forget_client(backend: &Backend, actor: &Actor) -> Result<(), ApiError> {
    policy::parent(actor)?;
    let tx = backend.write().await?;
    let leave = policy::naming(&tx, actor)?;
    store::forget_client(&leave).await.map_err(database)?;
    tx.changed(CLIENTS, "");
    backend.commit(tx).await
}
