//! What nobody else reads or changes: sealed with a key that no table holds.
//!
//! What is kept in a table and has to be read again, and what is handed out and has to come back to
//! us, and would otherwise be looked up or remembered.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

use super::clock::Ids;
use super::pseudonym::Pseudonyms;

/// Seals things for one purpose. It never prints its key.
#[derive(Clone)]
pub struct Sealer(XChaCha20Poly1305);

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer")
    }
}

impl Sealer {
    /// A sealer for a purpose: what is sealed for one opens for no other.
    pub fn new(pseudonyms: &Pseudonyms, purpose: &str) -> Self {
        Self::of_key(pseudonyms.of("sealer", &[purpose.as_bytes()]))
    }

    /// A sealer with a key of its own.
    pub fn of_key(key: [u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(&key.into()))
    }

    /// Seals something together with what it is about, as base64 of the nonce and what is sealed;
    /// nothing where it cannot be done.
    pub fn seal(&self, ids: &Ids, about: &[u8], msg: &[u8]) -> Option<String> {
        let nonce = ids.secret::<24>();
        let payload = Payload { msg, aad: about };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).ok()?;
        Some(BASE64_STANDARD.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens what was sealed about the same; nothing for anything else.
    pub fn open(&self, about: &[u8], text: &str) -> Option<Vec<u8>> {
        let bytes = BASE64_STANDARD.decode(text).ok()?;
        let (nonce, msg) = bytes.split_first_chunk::<24>()?;
        let payload = Payload { msg, aad: about };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_and_for_what_it_is_about_alone() {
        let pseudonyms = Pseudonyms::new(&[7; 32]);
        let sealer = Sealer::new(&pseudonyms, "one");
        let sealed = sealer.seal(&Ids::System, b"about", b"what").unwrap();

        assert_eq!(sealer.open(b"about", &sealed).unwrap(), b"what");
        assert!(sealer.open(b"other", &sealed).is_none());
        let other = Sealer::new(&pseudonyms, "two");
        assert!(other.open(b"about", &sealed).is_none());
        assert_ne!(
            sealed,
            sealer.seal(&Ids::System, b"about", b"what").unwrap()
        );
    }
}
