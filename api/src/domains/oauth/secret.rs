//! Secrets that are shown once: what is kept of one is a digest.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::kernel::clock::Ids;

/// What a secret begins with, so that whoever looks for secrets in the wrong place knows it.
const MARK: &str = "pijler_";
const DIGEST: &str = "pijler 2026-11 client secret";

/// A secret that was just made; it is never printed, and shown once.
pub struct Secret(String);

impl Secret {
    /// Makes one that nobody guesses.
    pub fn make(ids: &Ids) -> Self {
        let drawn = BASE64_URL_SAFE_NO_PAD.encode(ids.secret::<32>());
        Self(format!("{MARK}{drawn}"))
    }

    /// The secret as it is handed out.
    pub fn shown(self) -> String {
        self.0
    }

    /// What is kept of it.
    pub fn digest(&self) -> String {
        digest(&self.0)
    }
}

/// What is kept of a secret as it was shown. It has 256 bits: a plain hash is slow enough.
pub fn digest(shown: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(blake3::derive_key(DIGEST, shown.as_bytes()))
}
