//! Codes that people are led back with, for their front-end to trade: once, within a minute.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::domains::identity::{Role, SessionId};
use crate::kernel::clock::Ids;
use crate::kernel::id::{AccountId, ClientId};

/// How long a code serves.
pub const LIFE: TimeDelta = TimeDelta::seconds(60);
const DIGEST: &str = "pijler 2026-11 authorization code";

/// What is kept of a code.
#[derive(Clone, Debug)]
pub struct KeptCode {
    /// For which front-end.
    pub client: ClientId,
    /// Who agreed.
    pub account: AccountId,
    /// A digest of the password's hash that stood when they signed in.
    pub standing: String,
    /// In which role.
    pub role: Role,
    /// Where they were led back to.
    pub redirect_uri: String,
    /// What the front-end has to know the answer to.
    pub challenge: String,
    /// Whether the front-end asked who they are.
    pub openid: bool,
    /// What the front-end gave along.
    pub nonce: Option<String>,
    /// When they signed in.
    pub signed_in_at: DateTime<Utc>,
    /// Until when it serves.
    pub expires_at: DateTime<Utc>,
    /// What it was traded for.
    pub session: Option<SessionId>,
}

/// A code that nobody guesses.
pub fn make(ids: &Ids) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(ids.secret::<32>())
}

/// What is kept of it.
pub fn digest(code: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(blake3::derive_key(DIGEST, code.as_bytes()))
}

impl KeptCode {
    /// Whether a front-end shows it rightly: the one that it is for, with the address that it
    /// named and the answer to its own question (RFC 7636 §4.6).
    pub fn is_shown_by(&self, client: ClientId, redirect_uri: &str, verifier: &str) -> bool {
        let spelt = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        let whole = (43..=128).contains(&verifier.len()) && verifier.chars().all(spelt);
        let answer = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
        whole
            && self.client == client
            && self.redirect_uri == redirect_uri
            && self.challenge == answer
    }
}
