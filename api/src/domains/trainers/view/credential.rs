//! How a credential looks to those whom it concerns, and who may issue one.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domains::catalogue::trainers::{CredentialState, OwnCredential};
use crate::kernel::moment::Moment;

/// A credential as those whom it concerns see it: the trainer's own provider, and who issues it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "OwnTrainerCredential")]
#[schema(as = OwnTrainerCredential)]
pub struct OwnCredentialView {
    /// The id of the credential, as REST shows it
    pub credential_id: Uuid,
    /// The id of the trainer, as REST shows it; null for who issues it, where the trainer is not named
    pub trainer_id: Option<Uuid>,
    /// The trainer's name; null where the public does not know it
    pub trainer_name: Option<String>,
    /// The id of the trainer's own provider, as REST shows it
    pub provider_id: Uuid,
    /// The id of the provider that issues it, as REST shows it
    pub issuer_id: Uuid,
    /// What was completed
    pub title: String,
    /// The number by which the issuer finds it
    pub reference: Option<String>,
    /// When it was issued
    pub issued_on: NaiveDate,
    /// The last day on which it holds
    pub valid_until: Option<NaiveDate>,
    /// How it stands
    pub state: CredentialState,
    /// How often it changed: what a step names as `ifRevision`
    pub revision: i64,
    /// When it came here
    pub created_at: Moment,
    /// When it last changed
    pub updated_at: Moment,
}

/// Whether a provider may issue credentials of trainers
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "IssuerRight")]
#[schema(as = IssuerRight)]
pub struct IssuerRightView {
    /// The id of the provider, as REST shows it
    pub provider_id: Uuid,
    /// Whether it may
    pub issues_credentials: bool,
}

impl From<(OwnCredential, bool)> for OwnCredentialView {
    /// A credential, and whether whoever reads it may know whose it is.
    fn from((it, knows): (OwnCredential, bool)) -> Self {
        Self {
            credential_id: it.id.0,
            trainer_id: knows.then_some(it.trainer.0),
            trainer_name: it.name,
            provider_id: it.provider.0,
            issuer_id: it.issuer.0,
            title: it.title,
            reference: it.reference,
            issued_on: it.issued_on,
            valid_until: it.valid_until,
            state: it.state,
            revision: it.revision.0,
            created_at: Moment(it.created_at),
            updated_at: Moment(it.updated_at),
        }
    }
}
