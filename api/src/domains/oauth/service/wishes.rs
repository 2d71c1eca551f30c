//! What is sent of programs, and what is wrong with it.

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::domains::catalogue::{self, Snapshot};
use crate::domains::oauth::keys::PublicKeys;
use crate::domains::oauth::model::LONGEST_NAME;
use crate::kernel::error::{ApiError, Fault, sound};
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;
use crate::kernel::scope::Scope;
use crate::kernel::text::office;

/// How many scopes are read at most.
const MOST_SCOPES: usize = 10;

/// A program that shall act for a provider
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ApiClientCreate)]
pub struct ApiClientWish {
    /// What it is called, for people
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it may ask for
    #[schema(min_items = 1, max_items = 10)]
    pub scopes: Vec<Scope>,
    /// For which provider, by id or slug; an organisation may leave out its own
    pub provider_id: Option<String>,
    /// The public keys that it signs assertions with (RFC 7517), where it shows no secret: `{"keys": […]}` of EC P-256 or P-384, Ed25519, or RSA from 2048 bits on. It is given no secret then
    #[schema(value_type = Option<Object>)]
    pub jwks: Option<Value>,
}

/// How the secret of a program is made anew
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ApiClientRotate)]
pub struct RotateWish {
    /// Whether secrets of before, and tokens had with them, serve no more from now on: where one may be in other hands. Otherwise they serve 7 days on
    #[serde(default)]
    pub at_once: bool,
}

/// A program as it shall be.
pub(super) type Asked = (String, Vec<Scope>, ProviderId, Option<PublicKeys>);

impl ApiClientWish {
    /// What is asked, or everything that is wrong with it. `own` is the provider of whoever may
    /// ask for no other.
    pub(super) fn checked(
        &self,
        snapshot: &Snapshot,
        own: Option<ProviderId>,
    ) -> Result<Asked, ApiError> {
        let mut faults = Vec::new();
        let name = office("/name", &self.name, LONGEST_NAME, &mut faults);
        let mut scopes = self.scopes.clone();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() || self.scopes.len() > MOST_SCOPES {
            let detail = Text::new("noem 1 tot 10 rechten", "name 1 to 10 scopes");
            faults.push(Fault::at("/scopes", "api_client.no_scope", detail));
        }
        let provider = self.provider(snapshot, own);
        if provider.is_none() {
            let detail = Text::new(
                "is de aanbieder voor wie het programma werkt; een organisatie noemt haar eigen",
                "is the provider that the program acts for; an organisation names its own",
            );
            faults.push(Fault::at("/providerId", "api_client.bad_provider", detail));
        }
        let keys = self.jwks.as_ref().map(PublicKeys::read);
        if matches!(keys, Some(None)) {
            let detail = Text::new(
                "is een JWK Set van 1 tot 10 openbare sleutels: EC P-256 of P-384, Ed25519, of RSA vanaf 2048 bits",
                "is a JWK Set of 1 to 10 public keys: EC P-256 or P-384, Ed25519, or RSA from 2048 bits on",
            );
            faults.push(Fault::at("/jwks", "api_client.bad_keys", detail));
        }
        sound(faults)?;
        let provider = provider.ok_or_else(ApiError::not_found)?;
        Ok((name, scopes, provider, keys.flatten()))
    }

    fn provider(&self, snapshot: &Snapshot, own: Option<ProviderId>) -> Option<ProviderId> {
        let Some(named) = &self.provider_id else {
            return own;
        };
        let at = catalogue::service::provider(snapshot, named).ok()?;
        let found = snapshot.providers[at].id;
        own.is_none_or(|own| own == found).then_some(found)
    }
}
