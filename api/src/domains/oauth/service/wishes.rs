//! What is sent of programs, and what is wrong with it.

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::domains::catalogue::{self, Snapshot};
use crate::domains::oauth::model::LONGEST_NAME;
use crate::kernel::error::{ApiError, Fault, sound};
use crate::kernel::id::ProviderId;
use crate::kernel::jwk::PublicKeys;
use crate::kernel::language::Text;
use crate::kernel::scope::Scope;
use crate::kernel::text::office;

/// How many scopes are read at most.
const MOST_SCOPES: usize = 10;
/// The most addresses that a front-end leads people back to.
const MOST_ADDRESSES: usize = 10;
/// The longest of those, in bytes.
const LONGEST_ADDRESS: usize = 2_000;

/// A program that shall act for a provider, or a front-end through which people shall act
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ApiClientCreate)]
pub struct ApiClientWish {
    /// What it is called, for people
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// What it may ask for; none for a front-end
    #[serde(default)]
    #[schema(max_items = 10)]
    pub scopes: Vec<Scope>,
    /// For which provider, by id or slug; an organisation may leave out its own
    pub provider_id: Option<String>,
    /// The public keys that it signs assertions with (RFC 7517), where it shows no secret: `{"keys": […]}` of EC P-256 or P-384, Ed25519, or RSA from 2048 bits on. It is given no secret then
    #[schema(value_type = Option<Object>)]
    pub jwks: Option<Value>,
    /// Where people are led back to from signing in here, each compared to the letter: by https, to this machine itself, or by a scheme of your own with a dot in it. With these it is a front-end, for administrators to make
    #[schema(max_items = 10)]
    pub redirect_uris: Option<Vec<String>>,
    /// Whether a front-end can keep a secret: it runs on a server, not in a browser or on a phone
    #[serde(default)]
    pub confidential: bool,
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
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) scopes: Vec<Scope>,
    pub(super) provider: Option<ProviderId>,
    pub(super) keys: Option<PublicKeys>,
    pub(super) redirect_uris: Vec<String>,
}

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
        let front_end = self.redirect_uris.is_some();
        if scopes.is_empty() != front_end || self.scopes.len() > MOST_SCOPES {
            let detail = Text::new(
                "noem 1 tot 10 rechten, of geen waar het om een app of site voor mensen gaat",
                "name 1 to 10 scopes, or none for a front-end",
            );
            faults.push(Fault::at("/scopes", "api_client.no_scope", detail));
        }
        let provider = self.provider(snapshot, own).filter(|_| !front_end);
        let wrong = match front_end {
            true => self.provider_id.is_some(),
            false => provider.is_none(),
        };
        if wrong {
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
        let redirect_uris = self.redirect_uris.clone().unwrap_or_default();
        if front_end && !led_back_well(&redirect_uris, own) {
            let detail = Text::new(
                "zijn 1 tot 10 adressen zonder #: met https, op de eigen machine, of met een eigen schema met een punt erin; alleen een beheerder geeft ze op",
                "are 1 to 10 addresses without #: by https, on one's own machine, or by a scheme of one's own with a dot; only an administrator names them",
            );
            faults.push(Fault::at(
                "/redirectUris",
                "api_client.bad_redirect",
                detail,
            ));
        }
        sound(faults)?;
        Ok(Asked {
            name,
            scopes,
            provider,
            keys: keys.flatten(),
            redirect_uris,
        })
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

/// Whether people can safely be led back to each of these, and may be: for an organisation there
/// is no such thing.
fn led_back_well(addresses: &[String], own: Option<ProviderId>) -> bool {
    let few = (1..=MOST_ADDRESSES).contains(&addresses.len());
    own.is_none() && few && addresses.iter().all(|it| is_sound(it))
}

fn is_sound(address: &str) -> bool {
    let Ok(url) = url::Url::parse(address) else {
        return false;
    };
    let odd = |c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}'".contains(c);
    if !address.is_ascii()
        || address.len() > LONGEST_ADDRESS
        || address.contains(odd)
        || address.contains('#')
    {
        return false;
    }
    let nobodys = url.username().is_empty() && url.password().is_none();
    match url.scheme() {
        "https" => nobodys && url.host_str().is_some(),
        // Of programs on somebody's own machine (RFC 8252 §7.3).
        "http" => {
            let own = ["localhost", "127.0.0.1"];
            nobodys && url.host_str().is_some_and(|host| own.contains(&host))
        }
        scheme => scheme.contains('.'),
    }
}
