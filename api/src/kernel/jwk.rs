//! Public keys of others, and what they signed (RFC 7517).

use std::fmt;

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The most keys of one program.
const MOST: usize = 10;
/// The most keys of another issuer.
const MOST_OF_ISSUER: usize = 50;
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
        let sound = (1..=MOST).contains(&set.keys.len()) && set.keys.iter().all(is_checked);
        sound.then_some(Self {
            text,
            keys: set.keys,
        })
    }

    /// Reads the keys of another issuer, who says more of them and has others beside them: those
    /// that can be checked here. Nothing where there are none, or more than anybody needs.
    pub fn of_issuer(text: &str) -> Option<Self> {
        let sent: Value = serde_json::from_str(text).ok()?;
        let members = sent.get("keys")?.as_array()?;
        let private = |key: &Value| PRIVATE.iter().any(|member| key.get(member).is_some());
        let signs = |key: &Value| key.get("use").is_none_or(|it| it == "sig");
        let sound = members
            .iter()
            .filter(|key| !private(key) && signs(key))
            .filter_map(|key| serde_json::from_value::<Jwk>(key.clone()).ok())
            .filter(is_checked);
        let keys: Vec<_> = sound.collect();
        let few = (1..=MOST_OF_ISSUER).contains(&keys.len());
        few.then(|| Self {
            text: text.to_owned(),
            keys,
        })
    }

    /// Whether one of them is called so; where nothing is said, any is.
    pub fn has(&self, name: Option<&str>) -> bool {
        let called = |key: &Jwk| key.common.key_id.as_deref() == name;
        name.is_none() || self.keys.iter().any(called)
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

/// Whether a header names a key of its own, or rules that we do not know: ours never do.
pub fn tells_how_to_check(header: &Header) -> bool {
    header.jku.is_some()
        || header.jwk.is_some()
        || header.x5u.is_some()
        || header.x5c.is_some()
        || header.crit.is_some()
}

fn is_checked(key: &Jwk) -> bool {
    !algorithms(key).is_empty() && DecodingKey::from_jwk(key).is_ok()
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
