//! Secrets of webhooks, and what they sign (Standard Webhooks 1.0, "Signature scheme").

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use crate::kernel::backend::Backend;
use crate::kernel::clock::Ids;
use crate::kernel::sealed::Sealer;

/// What a secret begins with, by the standard.
const MARK: &str = "whsec_";

/// A secret that signs; it is never printed.
pub struct Secret([u8; 32]);

impl Secret {
    /// Makes one that nobody guesses.
    pub fn make(ids: &Ids) -> Self {
        Self(ids.secret())
    }

    /// The secret as it is handed out, once.
    pub fn shown(&self) -> String {
        format!("{MARK}{}", BASE64_STANDARD.encode(self.0))
    }

    /// The signature of a message: `v1,` and the HMAC over its id, the moment and the body.
    fn sign(&self, (id, timestamp, body): (&str, i64, &str)) -> String {
        // As long as a block: shorter keys are filled up with zeros (RFC 2104 §2).
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as Mac>::new(&block.into());
        mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
        let signed = BASE64_STANDARD.encode(mac.finalize().into_bytes());
        format!("v1,{signed}")
    }
}

/// Seals the secrets of webhooks, and opens them to sign.
#[derive(Clone, Debug)]
pub struct Secrets(Sealer);

impl Secrets {
    /// Those of this house.
    pub fn of(backend: &Backend) -> Self {
        Self(Sealer::new(&backend.pseudonyms, "webhook secret"))
    }

    /// A secret as it is kept in the row with an id.
    pub fn seal(&self, ids: &Ids, id: Uuid, secret: &Secret) -> Option<String> {
        self.0.seal(ids, id.as_bytes(), &secret.0)
    }

    /// The secret that is kept in the row with an id.
    fn open(&self, id: Uuid, sealed: &str) -> Option<Secret> {
        let bytes = self.0.open(id.as_bytes(), sealed)?;
        bytes.try_into().ok().map(Secret)
    }

    /// The signatures of a message, with a space between; nothing where none can be made.
    pub fn signatures<'a>(
        &self,
        sealed: impl Iterator<Item = (Uuid, &'a str)>,
        message: (&str, i64, &str),
    ) -> Option<String> {
        let signed = sealed.map(|(id, sealed)| Some(self.open(id, sealed)?.sign(message)));
        let signed: Vec<String> = signed.collect::<Option<_>>()?;
        (!signed.is_empty()).then(|| signed.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Worked out with OpenSSL:
    /// `printf '%s' 'evt_1.1674087231.{}' | openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf '07%.0s' $(seq 32)) -binary | base64`
    #[test]
    fn a_signature_is_that_of_the_standard() {
        let secret = Secret([7; 32]);

        assert_eq!(
            secret.sign(("evt_1", 1_674_087_231, "{}")),
            "v1,atm76LZPGnSKdTHD1OIeCIrv99qKSKjCVbXc+arzAKg="
        );
        assert_eq!(
            secret.shown(),
            "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="
        );
    }
}
