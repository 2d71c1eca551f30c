//! Tokens of other issuers, in the place of ours (RFC 9068).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Validation};
use serde::Deserialize;
use serde_json::Value;

use super::claims::{self, Claims};
use super::issuer::{Federation, Issuer};
use super::keys::KeySet;
use super::round::subject;
use crate::domains::identity::service::{self, actor_outside};
use crate::domains::identity::{Gate, IdentityError, OutsideToken, Outsider};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::ApiError;

/// How far the clocks of an issuer and ours may be apart.
const SLACK: TimeDelta = TimeDelta::seconds(60);
/// The longest that an issuer calls somebody (OpenID Connect Core 1.0 §2).
const LONGEST_SUBJECT: usize = 255;
/// What an access token says to be.
const TYPES: [&str; 2] = ["at+jwt", "application/at+jwt"];
/// What stands in tokens that tell who signed in, and never in those that let somebody in.
const OF_IDENTITY: [&str; 4] = ["nonce", "at_hash", "c_hash", "s_hash"];

/// Who an issuer is, to find the one that a token says it is of: nothing is believed yet.
#[derive(Deserialize)]
struct Named {
    iss: String,
}

/// Who an `Authorization` header speaks for: a token of ours, or of another issuer that is known.
/// Tokens of ours are looked at in memory, whatever becomes of other issuers.
pub async fn actor_in(
    backend: &Backend,
    (gate, federation): (&Gate, &Federation),
    header: &str,
) -> Result<Actor, ApiError> {
    let token = match header.trim().split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => return service::actor_in(backend, gate, header),
    };
    match of(federation, token) {
        Some(issuer) => outside(backend, issuer, token).await,
        None => service::actor_in(backend, gate, header),
    }
}

/// The issuer that a token says it is of, where that is one whose tokens serve here.
fn of<'f>(federation: &'f Federation, token: &str) -> Option<&'f Issuer> {
    if federation.takes_no_tokens() {
        return None;
    }
    let named: Named = jsonwebtoken::dangerous::insecure_decode_claims(token).ok()?;
    federation.of_tokens(&named.iss)
}

async fn outside(backend: &Backend, issuer: &Issuer, token: &str) -> Result<Actor, ApiError> {
    let now = backend.clock.now();
    let bad = || ApiError::from(IdentityError::BadToken);
    let header = jsonwebtoken::decode_header(token).map_err(|_| bad())?;
    // What would be refused with any key is refused before one is asked for.
    if !says_to_be_access(issuer, header.typ.as_deref()) || is_shared(header.alg) {
        return Err(bad());
    }
    let keys = issuer.keys(header.kid.as_deref(), now).await?;
    let keys = keys.ok_or_else(bad)?;
    let token = read(backend, (issuer, &keys), token, now).ok_or_else(bad)?;
    actor_outside(backend, &token).await
}

fn says_to_be_access(issuer: &Issuer, kind: Option<&str>) -> bool {
    let said = kind.map(str::to_ascii_lowercase);
    match said.as_deref() {
        Some(kind) if TYPES.contains(&kind) => true,
        None | Some("jwt") => issuer.set().plain_tokens,
        Some(_) => false,
    }
}

fn is_shared(algorithm: Algorithm) -> bool {
    matches!(
        algorithm,
        Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512
    )
}

/// What a token says, where it is good: who signed it, for whom it is, its time.
fn read(
    backend: &Backend,
    (issuer, keys): (&Issuer, &KeySet),
    token: &str,
    now: DateTime<Utc>,
) -> Option<OutsideToken> {
    let set = issuer.set();
    let mut rules = Validation::new(Algorithm::ES256);
    rules.set_issuer(&[&set.issuer]);
    rules.set_audience(&[set.audience.as_ref()?]);
    rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    // The library reads the machine's clock; ours decides, below.
    rules.validate_exp = false;
    let claims: Claims = keys.public.claims(token, &rules)?;
    let time = |name: &str| claims.get(name).and_then(Value::as_i64);
    let moment = |name: &str| DateTime::from_timestamp(time(name)?, 0);
    let (made_at, ends_at) = (moment("iat")?, moment("exp")?);
    let begun = match claims.get("nbf") {
        Some(_) => moment("nbf")? <= now + SLACK,
        None => true,
    };
    let timely = ends_at > now && made_at <= now + SLACK && begun;
    let of_identity = OF_IDENTITY.iter().any(|name| claims.contains_key(*name));
    let sub = claims.get("sub").and_then(Value::as_str)?;
    if !timely || of_identity || !(1..=LONGEST_SUBJECT).contains(&sub.len()) {
        return None;
    }
    Some(OutsideToken {
        of: Outsider {
            issuer: set.code.clone(),
            digest: subject(backend, &set.issuer, sub),
            two_factors: claims::two_factors(set, &claims),
            claimed: claims::roles(set, &claims),
            claimed_until: ends_at,
        },
        otherwise: issuer.token_hat(),
        through: issuer.front_ends(),
        made_at,
        ends_at,
    })
}
