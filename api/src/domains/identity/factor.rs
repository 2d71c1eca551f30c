//! The second factor: codes that an app makes (RFC 6238), and codes on paper.
//!
//! The secret has to be read again, so it cannot be hashed: it is sealed with a key that
//! follows from the one which pseudonyms are made with, and which no table holds.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Utc};
use totp_rs::{Builder, Totp};

use super::error::IdentityError;
use super::model::Email;
use crate::kernel::clock::Ids;
use crate::kernel::id::AccountId;
use crate::kernel::pseudonym::Pseudonyms;
use crate::kernel::sealed::Sealer;

/// How the house is called in an app that makes codes.
const ISSUER: &str = "Pijler";
/// How many bytes a secret has: what RFC 4226 §4 asks for.
const LENGTH: usize = 20;

/// What the codes of one account are made with. It is never printed.
pub struct FactorSecret([u8; LENGTH]);

impl FactorSecret {
    /// A new one.
    pub fn make(ids: &Ids) -> Self {
        Self(ids.secret())
    }

    /// As people type it into an app.
    pub fn text(&self) -> String {
        self.totp(None).secret().to_base32()
    }

    /// As an app reads it from a square code.
    pub fn uri(&self, email: &Email) -> Result<String, IdentityError> {
        self.totp(Some(email)).to_url().map_err(broken)
    }

    /// The step of time that a code is of: this one, the one before it or after it.
    pub fn step(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let seconds = u64::try_from(now.timestamp()).ok()?;
        let step = self.totp(None).check(code, seconds)?;
        i64::try_from(step).ok()
    }

    /// Sealed under the account's id, so that rows cannot be swapped.
    pub fn seal(
        &self,
        (pseudonyms, ids): (&Pseudonyms, &Ids),
        account: AccountId,
    ) -> Result<String, IdentityError> {
        let sealed = sealer(pseudonyms).seal(ids, account.0.as_bytes(), &self.0);
        sealed.ok_or_else(|| broken("a second factor was not sealed"))
    }

    /// What was sealed.
    pub fn open(
        pseudonyms: &Pseudonyms,
        account: AccountId,
        sealed: &str,
    ) -> Result<Self, IdentityError> {
        let opened = sealer(pseudonyms).open(account.0.as_bytes(), sealed);
        let secret = opened.and_then(|opened| opened.try_into().ok());
        secret
            .map(Self)
            .ok_or_else(|| broken("a second factor of another house"))
    }

    fn totp(&self, email: Option<&Email>) -> Totp {
        let builder = Builder::new().with_secret(self.0);
        match email {
            Some(email) => builder
                .with_issuer(Some(ISSUER))
                .with_account_name(email.as_str())
                .build_noncompliant(),
            None => builder.build_noncompliant(),
        }
    }
}

/// What is kept of a recovery code: nobody who has the tables alone can try codes.
pub fn recovery_digest(pseudonyms: &Pseudonyms, account: AccountId, code: &str) -> String {
    let about = [account.0.as_bytes().as_slice(), code.as_bytes()];
    BASE64_STANDARD.encode(pseudonyms.of("recovery code", &about))
}

fn sealer(pseudonyms: &Pseudonyms) -> Sealer {
    Sealer::of_key(pseudonyms.of("second factor, sealing", &[]))
}

fn broken(error: impl std::fmt::Display) -> IdentityError {
    IdentityError::Keys(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// RFC 6238, appendix B, its secret and the last six digits of its codes for SHA-1.
    const RFC: &[u8; LENGTH] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard_one_step_early_or_late() {
        let secret = FactorSecret(*RFC);
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            let step = Some(seconds / 30);
            assert_eq!(secret.step(code, at(seconds)), step);
            assert_eq!(secret.step(code, at(seconds + 30)), step);
            assert_eq!(secret.step(code, at(seconds - 30)), step);
            assert_eq!(secret.step(code, at(seconds + 60)), None);
            assert_eq!(secret.step(code, at(seconds - 60)), None);
        }
        for wrong in ["", "28708", "2870820", "+87082", "28708a", "٢٨٧٠٨٢"] {
            assert_eq!(secret.step(wrong, at(59)), None, "{wrong}");
        }
        let email = Email::stored("an+1@voorbeeld.nl".to_owned());
        assert_eq!(
            secret.uri(&email).unwrap(),
            "otpauth://totp/Pijler:an%2B1%40voorbeeld.nl\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pijler"
        );
    }

    #[test]
    fn a_secret_opens_for_its_own_account_with_its_own_key_alone() {
        let ours = Pseudonyms::new(&[1; 32]);
        let [an, bo] = [1, 2].map(|number| AccountId(Uuid::from_u128(number)));
        let sealed = FactorSecret(*RFC).seal((&ours, &Ids::System), an).unwrap();

        let opened = FactorSecret::open(&ours, an, &sealed).unwrap();
        assert_eq!(opened.0, *RFC);
        assert!(FactorSecret::open(&ours, bo, &sealed).is_err());
        assert!(FactorSecret::open(&Pseudonyms::new(&[2; 32]), an, &sealed).is_err());
        assert!(FactorSecret::open(&ours, an, "AAAA").is_err());
    }
}
