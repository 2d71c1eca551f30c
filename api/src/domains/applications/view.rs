//! How applications look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Application, State, Wish};
use crate::kernel::moment::Moment;

/// An application for a provider, as the applicant and administrators see it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ProviderApplication", complex)]
#[schema(as = ProviderApplication)]
pub struct ApplicationView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The account that applies, as REST shows it
    pub account_id: Uuid,
    /// The id of the provider that is claimed, or that came of it, as REST shows it; null where it is not there yet
    pub provider_id: Option<Uuid>,
    /// What a new organisation is called; null where one is claimed
    pub name: Option<String>,
    /// What a new organisation is: a code of the list `provider_kind`
    pub kind: Option<String>,
    /// Where the organisation is found
    pub website: String,
    /// Why the applicant may act for it
    pub reason: String,
    /// How far it is
    pub state: State,
    /// Why it was refused
    pub answer: Option<String>,
    /// When it was made
    pub created_at: Moment,
    /// When it was decided
    #[schema(value_type = Option<String>, format = DateTime)]
    pub decided_at: Option<Moment>,
}

impl From<Application> for ApplicationView {
    fn from(one: Application) -> Self {
        let (claimed, name, kind) = match one.wish {
            Wish::New { name, kind } => (None, Some(name), Some(kind)),
            Wish::Claim(provider) => (Some(provider), None, None),
        };
        Self {
            uuid: one.id.0,
            account_id: one.account.0,
            provider_id: one.provider.or(claimed).map(|provider| provider.0),
            name,
            kind,
            website: one.website,
            reason: one.reason,
            state: one.state,
            answer: one.answer,
            created_at: Moment(one.created_at),
            decided_at: one.decided_at.map(Moment),
        }
    }
}
