//! Passkeys: what a device signs with, in the place of a password and a code (`WebAuthn`).
//!
//! A device signs what it is asked to, for the domain it was made for, once its owner unlocked
//! it. That is two factors in one, and nothing that somebody could type in at a wrong address.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::{Host, Url};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use super::error::IdentityError;
use super::model::Email;
use crate::kernel::id::AccountId;

/// How the house is called where a device asks.
const NAME: &str = "Pijler";

/// For which domain passkeys are, and at which addresses they are asked for.
#[derive(Clone, Debug)]
pub struct PasskeyPlace {
    /// The domain; a passkey works for it and what is under it.
    pub domain: String,
    /// The addresses of front-ends, all at that domain or under it.
    pub origins: Vec<Url>,
}

impl PasskeyPlace {
    /// The place of a house with one address. Passkeys are of names: at an address of numbers,
    /// they are for this machine alone.
    pub fn of(house: &Url) -> Self {
        let domain = match house.host() {
            Some(Host::Domain(domain)) => domain.to_owned(),
            _ => "localhost".to_owned(),
        };
        let mut origin = house.clone();
        // Of an address without numbers in it, a host can always be set.
        let _ = origin.set_host(Some(&domain));
        Self {
            domain,
            origins: vec![origin],
        }
    }

    /// Whether passkeys can be asked for there: every address is of the domain, or under it.
    pub fn is_sound(&self) -> bool {
        Passkeys::new(self).is_ok()
    }
}

/// What a device is asked, and what its answer is held against.
pub struct Asked {
    /// For the device: `PublicKeyCredentialCreationOptionsJSON`, or the same for a request.
    pub options: Value,
    /// For us alone, as JSON.
    pub state: String,
}

/// A passkey as it is kept.
pub struct Kept {
    /// How the device calls it, in base64url.
    pub credential_id: String,
    /// The public key, and how often it signed, as JSON.
    pub credential: String,
}

/// Who an answer says it is of; it proves nothing yet.
pub struct Claim {
    /// The account.
    pub account: AccountId,
    /// The passkey, as its device calls it.
    pub credential_id: String,
    answer: PublicKeyCredential,
}

/// Asks devices, and looks at what they answer.
pub struct Passkeys(Webauthn);

impl Passkeys {
    /// For a place.
    pub fn new(place: &PasskeyPlace) -> Result<Self, IdentityError> {
        let words = |_: WebauthnError| {
            let words = "the addresses of passkeys have to be of their domain, or under it";
            IdentityError::Passkeys(words.to_owned())
        };
        let none = || IdentityError::Passkeys("passkeys have to have an address".to_owned());
        let (first, others) = place.origins.split_first().ok_or_else(none)?;
        // Each is looked at: what is added later is not.
        for origin in others {
            WebauthnBuilder::new(&place.domain, origin).map_err(words)?;
        }
        let builder = WebauthnBuilder::new(&place.domain, first).map_err(words)?;
        let builder = others
            .iter()
            .fold(builder.rp_name(NAME), |builder, origin| {
                builder.append_allowed_origin(origin)
            });
        builder.build().map(Self).map_err(words)
    }

    /// Asks for a passkey of an account, on a device that has none of those it has.
    pub fn ask_for_new(
        &self,
        account: AccountId,
        email: &Email,
        has: &[String],
    ) -> Result<Asked, IdentityError> {
        let has = has.iter().filter_map(|one| kept(one).ok());
        let has = has.map(|one| one.cred_id().clone()).collect();
        let named = email.as_str();
        let asked = self
            .0
            .start_passkey_registration(account.0, named, named, Some(has));
        let (options, state) = asked.map_err(broken)?;
        let mut options = value(&options.public_key)?;
        // Kept by the device with whose it is, so that nobody types an address to sign in.
        let choice = &mut options["authenticatorSelection"];
        choice["residentKey"] = json!("required");
        choice["requireResidentKey"] = json!(true);
        let state = text(&state)?;
        Ok(Asked { options, state })
    }

    /// What a device made, where it is what was asked.
    pub fn made(&self, state: &str, answer: &Value) -> Option<Kept> {
        let state: PasskeyRegistration = serde_json::from_str(state).ok()?;
        let answer = RegisterPublicKeyCredential::deserialize(answer).ok()?;
        let made = self.0.finish_passkey_registration(&answer, &state);
        let made = made.inspect_err(why).ok()?;
        Some(Kept {
            credential_id: called(made.cred_id()),
            credential: text(&made).ok()?,
        })
    }

    /// Asks whoever is there to show a passkey of theirs: nothing is said of whom.
    pub fn ask(&self) -> Result<Asked, IdentityError> {
        let asked = self.0.start_discoverable_authentication();
        let (options, state) = asked.map_err(broken)?;
        Ok(Asked {
            options: value(&options.public_key)?,
            state: text(&state)?,
        })
    }

    /// Who an answer says it is of.
    pub fn claimed(&self, answer: &Value) -> Option<Claim> {
        let answer = PublicKeyCredential::deserialize(answer).ok()?;
        let (account, id) = self.0.identify_discoverable_authentication(&answer).ok()?;
        Some(Claim {
            account: AccountId(account),
            credential_id: called(id),
            answer,
        })
    }

    /// Holds an answer against what was asked and the passkey that is kept: how it is kept from
    /// now on, or nothing where it is not right.
    pub fn fits(&self, state: &str, claim: &Claim, credential: &str) -> Option<String> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).ok()?;
        let mut passkey = kept(credential).ok()?;
        let shown = self
            .0
            .finish_discoverable_authentication_v2(&claim.answer, state, &passkey)
            .inspect_err(why)
            .ok()?;
        passkey.update_credential(&shown)?;
        text(&passkey).ok()
    }
}

/// For whoever runs the house: whoever asks is not told.
fn why(error: &WebauthnError) {
    tracing::info!(%error, "an answer of a device was refused");
}

fn kept(credential: &str) -> Result<Passkey, IdentityError> {
    serde_json::from_str(credential).map_err(broken)
}

/// How a device calls a passkey, as we write it.
fn called(id: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(id)
}

fn value(of: &impl Serialize) -> Result<Value, IdentityError> {
    serde_json::to_value(of).map_err(broken)
}

fn text(of: &impl Serialize) -> Result<String, IdentityError> {
    serde_json::to_string(of).map_err(broken)
}

fn broken(error: impl std::error::Error) -> IdentityError {
    IdentityError::Passkeys(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(domain: &str, origins: &[&str]) -> PasskeyPlace {
        PasskeyPlace {
            domain: domain.to_owned(),
            origins: origins.iter().map(|one| one.parse().unwrap()).collect(),
        }
    }

    #[test]
    fn every_address_has_to_be_of_the_domain() {
        let fits = |place| Passkeys::new(&place).is_ok();
        let [app, api] = ["https://app.pijler.example", "https://pijler.example"];

        assert!(fits(place("pijler.example", &[app, api])));
        for wrong in ["https://pijler.example.com", "https://xpijler.example"] {
            assert!(!fits(place("pijler.example", &[wrong])), "{wrong}");
            assert!(!fits(place("pijler.example", &[app, wrong])), "{wrong}");
        }
        assert!(!fits(place("pijler.example", &[])));
    }

    #[test]
    fn a_house_without_a_name_asks_on_its_own_machine() {
        let of = |house: &str| PasskeyPlace::of(&house.parse().unwrap());

        assert_eq!(
            of("https://api.pijler.example").domain,
            "api.pijler.example"
        );
        for house in [
            "http://localhost:8080",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
        ] {
            let place = of(house);
            assert_eq!(place.domain, "localhost");
            assert_eq!(place.origins[0].as_str(), "http://localhost:8080/");
            assert!(Passkeys::new(&place).is_ok());
        }
    }
}
