//! Access tokens: what is in one, how it is signed, how it is read (RFC 9068).

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use p256::SecretKey;
use p256::pkcs8::EncodePrivateKey;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::IdentityError;
use super::model::{Grant, HatKind};
use crate::kernel::actor::Rank;
use crate::kernel::clock::Ids;
use crate::kernel::id::{MunicipalityCode, ProviderId};
use crate::kernel::jwk::tells_how_to_check;

/// How long an access token serves.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);
/// How long a new key is public before it signs: longer than anybody may keep the
/// key set.
pub const NOTICE: TimeDelta = TimeDelta::minutes(15);
/// How long a key signs before a new one is made.
pub const TERM: TimeDelta = TimeDelta::days(90);
/// How long a key is kept after it signed last: every token it signed is over then.
const KEPT: TimeDelta = TimeDelta::minutes(20);
/// How far the clocks of two nodes may be apart, in seconds.
const SLACK: i64 = 60;
/// The media type of an access token, in its header.
const TYPE: &str = "at+jwt";

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Who made it.
    pub iss: String,
    /// For whom it is.
    pub aud: String,
    /// Whose account it is, or which program.
    pub sub: String,
    /// Which client asked for it.
    pub client_id: String,
    /// What is for us alone, sealed, where another client asked for it than our own: whose
    /// account it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<String>,
    /// When it ends.
    pub exp: i64,
    /// When it was made.
    pub iat: i64,
    /// From when it serves; ours serve at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// Its own id.
    pub jti: Uuid,
    /// What it stands under, and falls with: the session, or what a program showed for it.
    pub sid: Uuid,
    /// The one hat worn; a program has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hat: Option<HatKind>,
    /// What a program may do, in words with a space between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// For which provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<Uuid>,
    /// How far they act for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
    /// For which municipality it is worn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// Until when the person is known to be a foster parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_until: Option<i64>,
}

/// What a token says that tells a front-end who signed in.
#[derive(Debug, Serialize)]
pub struct IdentityClaims {
    /// Who made it.
    pub iss: String,
    /// Who signed in, as this front-end alone knows them.
    pub sub: String,
    /// The front-end.
    pub aud: String,
    /// When it ends.
    pub exp: i64,
    /// When it was made.
    pub iat: i64,
    /// When they signed in.
    pub auth_time: i64,
    /// What the front-end gave along, to know its own question again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
}

impl Claims {
    /// The hat worn, with what goes with it.
    pub fn grant(&self) -> Option<Grant> {
        Some(Grant {
            provider: self.provider.map(ProviderId),
            rank: self.rank,
            municipality: self
                .municipality
                .as_deref()
                .and_then(MunicipalityCode::parse),
            verified_until: self
                .verified_until
                .and_then(|until| DateTime::from_timestamp(until, 0)),
            ..Grant::of(self.hat?)
        })
    }
}

/// When a token ends that is made now: no later than the hat.
pub fn ends(now: DateTime<Utc>, grant: &Grant) -> DateTime<Utc> {
    let end = now + LIFE;
    grant.ends_at().map_or(end, |hat| hat.min(end))
}

/// A key pair that signs tokens from a moment on.
#[derive(Clone)]
pub struct Key {
    /// Its name in the tokens: the thumbprint of its public half (RFC 7638).
    pub kid: String,
    /// From when it signs.
    pub signs_from: DateTime<Utc>,
    private: EncodingKey,
    public: DecodingKey,
    shown: Jwk,
}

impl Key {
    /// Makes a key pair.
    pub fn make(ids: &Ids, signs_from: DateTime<Utc>) -> Result<Self, IdentityError> {
        // One draw in 2^32 is not a key; the next one is.
        let secret = (0..8)
            .find_map(|_| SecretKey::from_slice(&ids.secret::<32>()).ok())
            .ok_or_else(|| IdentityError::Keys("no key was drawn".to_owned()))?;
        let der = secret.to_pkcs8_der().map_err(broken)?;
        Self::from_der(der.as_bytes(), signs_from)
    }

    /// Reads a key pair back (PKCS#8).
    pub fn from_der(der: &[u8], signs_from: DateTime<Utc>) -> Result<Self, IdentityError> {
        let private = EncodingKey::from_ec_der(der);
        let mut shown = Jwk::from_encoding_key(&private, Algorithm::ES256).map_err(broken)?;
        let kid = shown.thumbprint(ThumbprintHash::SHA256).map_err(broken)?;
        shown.common.key_id = Some(kid.clone());
        shown.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self {
            kid,
            signs_from,
            public: DecodingKey::from_jwk(&shown).map_err(broken)?,
            private,
            shown,
        })
    }

    /// The key pair, to be kept where nobody else reads it (PKCS#8).
    pub fn der(&self) -> &[u8] {
        self.private.as_bytes()
    }
}

/// The keys of the house, the one that signs first coming first.
#[derive(Clone, Default)]
pub struct Ring(Vec<Key>);

impl Ring {
    /// Puts keys in order.
    pub fn new(mut keys: Vec<Key>) -> Self {
        keys.sort_by(|a, b| (a.signs_from, &a.kid).cmp(&(b.signs_from, &b.kid)));
        Self(keys)
    }

    /// The public halves, those that are yet to sign included.
    pub fn public(&self) -> JwkSet {
        JwkSet {
            keys: self.0.iter().map(|key| key.shown.clone()).collect(),
        }
    }

    /// Whether it is time for a new key.
    pub fn wants_a_key(&self, now: DateTime<Utc>) -> bool {
        self.0
            .last()
            .is_none_or(|newest| newest.signs_from + TERM <= now)
    }

    /// From when a key made now shall sign: at once where there is no other.
    pub fn next_signs_from(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        if self.0.is_empty() { now } else { now + NOTICE }
    }

    /// The names of keys whose every token is over.
    pub fn spent(&self, now: DateTime<Utc>) -> Vec<String> {
        self.0
            .windows(2)
            .filter(|pair| pair[1].signs_from + KEPT <= now)
            .map(|pair| pair[0].kid.clone())
            .collect()
    }

    /// Signs a token.
    pub fn sign(&self, now: DateTime<Utc>, claims: &Claims) -> Result<String, IdentityError> {
        self.sign_as(now, TYPE, claims)
    }

    /// Signs a token that tells who somebody is; it opens nothing here.
    pub fn sign_identity(
        &self,
        now: DateTime<Utc>,
        claims: &IdentityClaims,
    ) -> Result<String, IdentityError> {
        self.sign_as(now, "JWT", claims)
    }

    fn sign_as(
        &self,
        now: DateTime<Utc>,
        kind: &str,
        claims: &impl Serialize,
    ) -> Result<String, IdentityError> {
        let signing = self.0.iter().rev().find(|key| key.signs_from <= now);
        let key = signing
            .or(self.0.first())
            .ok_or_else(|| IdentityError::Keys("there is no key".to_owned()))?;
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some(kind.to_owned());
        header.kid = Some(key.kid.clone());
        jsonwebtoken::encode(&header, claims, &key.private).map_err(broken)
    }

    /// Reads a token: its signature, its type, who made it, for whom, its end.
    pub fn read(
        &self,
        now: DateTime<Utc>,
        [issuer, audience]: [&str; 2],
        token: &str,
    ) -> Result<Claims, IdentityError> {
        let bad = |_| IdentityError::BadToken;
        let header = jsonwebtoken::decode_header(token).map_err(bad)?;
        let named = |key: &&Key| header.kid.as_deref() == Some(&key.kid);
        let key = self.0.iter().find(named).ok_or(IdentityError::BadToken)?;
        if header.typ.as_deref() != Some(TYPE) || tells_how_to_check(&header) {
            return Err(IdentityError::BadToken);
        }
        let mut rules = Validation::new(Algorithm::ES256);
        rules.set_issuer(&[issuer]);
        rules.set_audience(&[audience]);
        rules.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        // The library reads the machine's clock; ours decides, below.
        rules.validate_exp = false;
        let claims = jsonwebtoken::decode::<Claims>(token, &key.public, &rules)
            .map_err(bad)?
            .claims;
        let begins = claims.nbf.unwrap_or(claims.iat);
        let now = now.timestamp();
        if claims.exp <= now || begins > now + SLACK {
            return Err(IdentityError::BadToken);
        }
        Ok(claims)
    }
}

fn broken(error: impl std::fmt::Display) -> IdentityError {
    IdentityError::Keys(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["https://pijler.example", "https://pijler.example/v1"];

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minutes * 60, 0).unwrap()
    }

    fn claims(now: DateTime<Utc>) -> Claims {
        Claims {
            iss: NAMES[0].to_owned(),
            aud: NAMES[1].to_owned(),
            sub: Uuid::from_u128(1).to_string(),
            client_id: "pijler".to_owned(),
            hidden: None,
            exp: (now + LIFE).timestamp(),
            iat: now.timestamp(),
            nbf: None,
            jti: Uuid::from_u128(2),
            sid: Uuid::from_u128(3),
            hat: Some(HatKind::Parent),
            scope: None,
            provider: None,
            rank: None,
            municipality: None,
            verified_until: None,
        }
    }

    fn key(minutes: i64) -> Key {
        Key::make(&Ids::System, at(minutes)).unwrap()
    }

    #[test]
    fn a_token_serves_until_its_end_and_for_nobody_else() {
        let ring = Ring::new(vec![key(0)]);
        let token = ring.sign(at(0), &claims(at(0))).unwrap();

        assert_eq!(ring.read(at(9), NAMES, &token).unwrap().jti.as_u128(), 2);
        assert!(ring.read(at(10), NAMES, &token).is_err());
        assert!(ring.read(at(0), [NAMES[0], "other"], &token).is_err());
        assert!(ring.read(at(0), ["other", NAMES[1]], &token).is_err());
        assert!(Ring::new(vec![key(0)]).read(at(0), NAMES, &token).is_err());
        assert!(ring.read(at(0), NAMES, &format!("{token}x")).is_err());
    }

    #[test]
    fn a_token_of_another_type_or_without_a_signature_is_refused() {
        let ring = Ring::new(vec![key(0)]);
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(ring.0[0].kid.clone());
        let plain = jsonwebtoken::encode(&header, &claims(at(0)), &ring.0[0].private).unwrap();
        let signed = ring.sign(at(0), &claims(at(0))).unwrap();
        let bare = signed.rsplit_once('.').unwrap().0;

        assert!(ring.read(at(0), NAMES, &plain).is_err());
        assert!(ring.read(at(0), NAMES, &format!("{bare}.")).is_err());
    }

    #[test]
    fn a_new_key_is_shown_before_it_signs_and_the_old_one_is_kept_for_its_tokens() {
        let old = Ring::new(vec![key(0)]);
        let token = old.sign(at(14), &claims(at(14))).unwrap();
        let both = Ring::new(vec![key(15), old.0[0].clone()]);
        let by = |now| {
            let token = both.sign(now, &claims(now)).unwrap();
            jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
        };

        assert_eq!(both.public().keys.len(), 2);
        assert_eq!(by(at(14)), old.0[0].kid);
        assert_ne!(by(at(15)), old.0[0].kid);
        assert!(both.read(at(20), NAMES, &token).is_ok());
        assert!(both.spent(at(34)).is_empty());
        assert_eq!(both.spent(at(35)), [old.0[0].kid.clone()]);
    }
}
