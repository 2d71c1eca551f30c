//! How programs look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::ApiClient;
use crate::kernel::moment::Moment;
use crate::kernel::scope::Scope;

/// A program that acts for a provider, or a front-end through which people act
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ApiClient", complex)]
// `ApiClient` is what generated clients call themselves.
#[schema(as = ProgramClient)]
pub struct ApiClientView {
    /// Its id, by which it names itself at `/oauth/token`
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The provider that it acts for, as REST shows it; null for a front-end
    pub provider_id: Option<Uuid>,
    /// What it is called, for people
    pub name: String,
    /// What it may ask for; none for a front-end
    pub scopes: Vec<Scope>,
    /// Where people are led back to from signing in here; none where it acts for a provider
    pub redirect_uris: Vec<String>,
    /// Whether it signs assertions with keys of its own (`private_key_jwt`)
    pub has_keys: bool,
    /// When it was made
    pub created_at: Moment,
    /// Until when the secret of before serves beside the newest; null where none does
    #[schema(value_type = Option<String>, format = DateTime)]
    pub previous_secret_ends_at: Option<Moment>,
}

impl ApiClientView {
    /// A program as it stands.
    pub fn of(client: &ApiClient, now: DateTime<Utc>) -> Self {
        Self {
            uuid: client.id.0,
            provider_id: client.provider.map(|provider| provider.0),
            name: client.name.clone(),
            scopes: client.scopes.clone(),
            redirect_uris: client.redirect_uris.clone(),
            has_keys: client.keys.is_some(),
            created_at: Moment(client.created_at),
            previous_secret_ends_at: client.previous_ends_at(now).map(Moment),
        }
    }
}
