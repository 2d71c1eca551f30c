//! How it looks who accredits a provider, to those who write it.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domains::intake::AccreditationContent;
use crate::domains::trainers::service::Accredited;

/// Who accredits a provider, as it is kept
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ProviderAccreditations")]
#[schema(as = ProviderAccreditations)]
pub struct ProviderAccreditationsView {
    /// The id of the provider, as REST shows it
    pub provider_id: Uuid,
    /// How often the provider changed: what a change names as `ifRevision`
    pub revision: i64,
    /// Who accredits it
    pub accreditations: Vec<AccreditationContent>,
}

impl From<Accredited> for ProviderAccreditationsView {
    fn from(it: Accredited) -> Self {
        Self {
            provider_id: it.provider.0,
            revision: it.revision.0,
            accreditations: it.accreditations,
        }
    }
}
