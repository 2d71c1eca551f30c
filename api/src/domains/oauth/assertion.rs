//! Assertions: how a program shows who it is without a secret (RFC 7523).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Validation};
use serde::Deserialize;
use uuid::Uuid;

use crate::kernel::id::ClientId;
use crate::kernel::jwk::PublicKeys;

/// The furthest that the end of an assertion may lie ahead: its id is remembered until then.
const LONGEST: TimeDelta = TimeDelta::hours(1);
/// How far the clocks of a program and ours may be apart.
const SLACK: TimeDelta = TimeDelta::seconds(60);
const DIGEST: &str = "pijler 2026-11 used assertion";

/// What an assertion says.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    iat: Option<i64>,
    jti: String,
}

/// Who an assertion says it is of, to find the keys that it is checked with.
#[derive(Deserialize)]
struct Named {
    iss: String,
}

/// A good assertion, to be used once.
#[derive(Debug)]
pub struct Assertion {
    /// A digest of whose it is and of the id that it has.
    pub digest: String,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
}

/// Which program an assertion says it is of: nothing is believed yet.
pub fn named(token: &str) -> Option<ClientId> {
    let named: Named = jsonwebtoken::dangerous::insecure_decode_claims(token).ok()?;
    Uuid::try_parse(&named.iss).ok().map(ClientId)
}

/// Checks an assertion of a program: who signed it, for whom it is, and its time.
pub fn check(
    token: &str,
    (client, keys): (ClientId, &PublicKeys),
    audiences: &[String],
    now: DateTime<Utc>,
) -> Option<Assertion> {
    let mut rules = Validation::new(Algorithm::ES256);
    rules.set_audience(audiences);
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    // The library reads the machine's clock; ours decides, below.
    rules.validate_exp = false;
    let claims: Claims = keys.claims(token, &rules)?;
    let own = client.0.to_string();
    let expires_at = DateTime::from_timestamp(claims.exp, 0)?;
    let begun = |at: i64| at <= (now + SLACK).timestamp();
    let timely = expires_at > now
        && expires_at <= now + LONGEST
        && [claims.nbf, claims.iat].into_iter().flatten().all(begun);
    let sound = claims.iss == own && claims.sub == own && !claims.jti.is_empty();
    (timely && sound).then(|| {
        let mut hasher = blake3::Hasher::new_derive_key(DIGEST);
        hasher.update(client.0.as_bytes());
        hasher.update(claims.jti.as_bytes());
        Assertion {
            digest: hasher.finalize().to_hex().to_string(),
            expires_at,
        }
    })
}
