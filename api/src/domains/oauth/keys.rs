//! The public keys that programs sign assertions with (RFC 7517).

use std::fmt;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domains::identity::tells_how_to_check;

/// The most keys of one program.
const MOST: usize = 10;
/// The longest that a set of keys is, as text.
const LONGEST: usize = 16 << 10;
/// The fewest characters of an RSA modulus: 2048 bits in base64url.
const LEAST_MODULUS: usize = 342;
/// Members that a public key has none of.
const PRIVATE: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "k"];

/// Public keys, of kinds that can be checked here.
#[derive(Clone)]
pub struct PublicKeys {
    text: String,
    keys: Vec<Jwk>,
}

impl fmt::Debug for PublicKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKeys({})", self.keys.len())
    }
}

impl PublicKeys {
    /// Reads a set of keys: `{"keys": […]}`. Nothing where one of them is private, of a kind
    /// that is not checked here, or too short.
    pub fn read(sent: &Value) -> Option<Self> {
        let text = sent.to_string();
        let members = sent.get("keys")?.as_array()?;
        let private = |key: &Value| PRIVATE.iter().any(|member| key.get(member).is_some());
        if text.len() > LONGEST || members.iter().any(private) {
            return None;
        }
        Self::kept(text)
    }

    /// Reads what was kept.
    pub fn kept(text: String) -> Option<Self> {
        let set: JwkSet = serde_json::from_str(&text).ok()?;
        let checked = |key: &Jwk| !algorithms(key).is_empty() && DecodingKey::from_jwk(key).is_ok();
        let sound = (1..=MOST).contains(&set.keys.len()) && set.keys.iter().all(checked);
        sound.then_some(Self {
            text,
            keys: set.keys,
        })
    }

    /// As they are kept.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The claims of a token that one of the keys signed, held to rules of everything but time.
    ///
    /// The key decides how it is checked; what the token says of that is not listened to.
    pub fn claims<T: DeserializeOwned>(&self, token: &str, rules: &Validation) -> Option<T> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if tells_how_to_check(&header) {
            return None;
        }
        let named = |key: &&Jwk| header.kid.is_none() || header.kid == key.common.key_id;
        self.keys.iter().filter(named).find_map(|key| {
            let mut rules = rules.clone();
            rules.algorithms = algorithms(key);
            let key = DecodingKey::from_jwk(key).ok()?;
            let read = jsonwebtoken::decode::<T>(token, &key, &rules);
            read.ok().map(|data| data.claims)
        })
    }
}

/// How a key may sign: nothing where its kind is not checked here.
fn algorithms(key: &Jwk) -> Vec<Algorithm> {
    let all = match &key.algorithm {
        AlgorithmParameters::EllipticCurve(it) => match it.curve {
            EllipticCurve::P256 => vec![Algorithm::ES256],
            EllipticCurve::P384 => vec![Algorithm::ES384],
            _ => Vec::new(),
        },
        AlgorithmParameters::OctetKeyPair(it) if it.curve == EllipticCurve::Ed25519 => {
            vec![Algorithm::EdDSA]
        }
        AlgorithmParameters::RSA(it) if it.n.len() >= LEAST_MODULUS => {
            vec![Algorithm::RS256, Algorithm::PS256]
        }
        _ => Vec::new(),
    };
    let named = key.common.key_algorithm;
    all.into_iter()
        .filter(|algorithm| named.is_none_or(|named| named.to_string() == format!("{algorithm:?}")))
        .collect()
}
