//! A round: the way to another issuer and back.
//!
//! Whoever sets out holds a secret, and takes something else along (`state`) that comes back with
//! the answer. Only who has both goes on, so that nobody can be made to come in as another. What it
//! takes to read the answer stays here, sealed.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::FederationError;
use crate::domains::identity::Outsider;
use crate::kernel::backend::Backend;
use crate::kernel::sealed::Sealer;

/// How long somebody may take to go there and come back.
pub const LIFE: TimeDelta = TimeDelta::minutes(15);
/// How long they may take once they asked for an account: a letter has to come.
pub const WITH_A_LETTER: TimeDelta = TimeDelta::hours(1);

const SECRET: &str = "pijler 2026-11 round, secret";
const STATE: &str = "pijler 2026-11 round, state";

/// What it takes to read the answer.
#[derive(Serialize, Deserialize)]
pub struct Asked {
    /// What the identity token has to say again.
    pub nonce: String,
    /// What the code is traded with (RFC 7636).
    pub verifier: String,
    /// Where people are led back to.
    pub redirect: String,
    /// What whoever set out wants to have again: the question of a front-end of others.
    pub carried: Option<String>,
}

/// A round as it is kept.
#[derive(Clone)]
pub struct Kept {
    /// Its id.
    pub id: Uuid,
    /// Which issuer, by its code.
    pub issuer: String,
    /// [`Asked`], sealed.
    pub asked: String,
    /// A digest of what comes back with the answer; nothing once it came.
    pub state: Option<String>,
    /// Who came back, sealed.
    pub came_back: Option<String>,
    /// Until when it serves.
    pub expires_at: DateTime<Utc>,
}

fn sealer(backend: &Backend) -> Sealer {
    Sealer::new(&backend.pseudonyms, "round to another issuer")
}

fn about(id: Uuid, what: &str) -> Vec<u8> {
    [id.as_bytes().as_slice(), what.as_bytes()].concat()
}

fn seal(
    backend: &Backend,
    (id, what): (Uuid, &str),
    value: &impl Serialize,
) -> Result<String, FederationError> {
    let failed = || FederationError::Sealing("a round was not sealed");
    let bytes = serde_json::to_vec(value).map_err(|_| failed())?;
    let sealed = sealer(backend).seal(&backend.ids, &about(id, what), &bytes);
    sealed.ok_or_else(failed)
}

fn open<T: DeserializeOwned>(backend: &Backend, id: Uuid, what: &str, text: &str) -> Option<T> {
    let bytes = sealer(backend).open(&about(id, what), text)?;
    serde_json::from_slice(&bytes).ok()
}

/// Seals what it takes to read the answer.
pub fn seal_asked(backend: &Backend, id: Uuid, asked: &Asked) -> Result<String, FederationError> {
    seal(backend, (id, "asked"), asked)
}

/// Seals who came back.
pub fn seal_back(backend: &Backend, id: Uuid, who: &Outsider) -> Result<String, FederationError> {
    seal(backend, (id, "back"), who)
}

impl Kept {
    /// What it takes to read the answer.
    pub fn asked(&self, backend: &Backend) -> Result<Asked, FederationError> {
        open(backend, self.id, "asked", &self.asked).ok_or(FederationError::BadRound)
    }

    /// Who came back.
    pub fn who(&self, backend: &Backend) -> Result<Outsider, FederationError> {
        let back = self.came_back.as_deref();
        let who = back.and_then(|text| open(backend, self.id, "back", text));
        who.ok_or(FederationError::BadRound)
    }
}

/// Something that nobody can guess, for addresses and forms.
pub fn unguessed(backend: &Backend) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(backend.ids.secret::<32>())
}

/// What is kept of the secret of whoever set out.
pub fn secret_digest(secret: &str) -> String {
    digest(SECRET, secret)
}

/// What is kept of what comes back with the answer.
pub fn state_digest(state: &str) -> String {
    digest(STATE, state)
}

fn digest(context: &str, text: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(blake3::derive_key(context, text.as_bytes()))
}

/// As whom an issuer knows somebody: a keyed digest, that nobody else can make or read.
pub fn subject(backend: &Backend, issuer: &str, sub: &str) -> String {
    let about = [issuer.as_bytes(), sub.as_bytes()];
    let digest = backend.pseudonyms.of("subject of another issuer", &about);
    BASE64_URL_SAFE_NO_PAD.encode(digest)
}
