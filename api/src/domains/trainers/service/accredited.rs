//! Who accredits a provider, as it says itself.

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::domains::catalogue::{self, AccreditationDraft, Catalogue, Snapshot};
use crate::domains::intake::{AccreditationContent, Message, read_accreditations};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

/// Who accredits a provider from now on
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ProviderAccreditationsReplace)]
pub struct AccreditationsRequest {
    /// The revision of the provider that was read: what changed since is left alone
    pub if_revision: i64,
    /// All of them: those of before that are not here are taken away
    #[schema(max_items = 20)]
    pub accreditations: Vec<AccreditationContent>,
}

/// Who accredits a provider, as it is kept.
#[derive(Clone, Debug)]
pub struct Accredited {
    /// The provider.
    pub provider: ProviderId,
    /// How often it changed.
    pub revision: Revision,
    /// Who accredits it.
    pub accreditations: Vec<AccreditationContent>,
}

/// Puts who accredits a provider in the place of who did.
pub async fn accredit(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (provider, wish): (&str, AccreditationsRequest),
) -> Result<Accredited, ApiError> {
    let snapshot = catalogue.now();
    let said = read(&wish.accreditations, &snapshot);
    let kept = match &said {
        Ok(all) => all.clone(),
        Err(_) => Vec::new(),
    };
    let from = Revision(wish.if_revision);
    let done = catalogue::accredit(backend, &snapshot, actor, (provider, from), said).await;
    let (provider, revision) = done?;
    let kept = kept.into_iter();
    Ok(Accredited {
        provider,
        revision,
        accreditations: kept
            .map(|one| AccreditationContent::of(one, &snapshot))
            .collect(),
    })
}

/// What is said, or everything that is wrong with it.
fn read(
    said: &[AccreditationContent],
    snapshot: &Snapshot,
) -> Result<Vec<AccreditationDraft>, ApiError> {
    let values: Result<Vec<Value>, _> = said.iter().map(serde_json::to_value).collect();
    let values = values.map_err(|error| ApiError::internal(&error))?;
    read_accreditations(&values, snapshot).map_err(|messages| {
        let faults = messages.iter().filter_map(Message::fault);
        ApiError::invalid(faults.collect())
    })
}
