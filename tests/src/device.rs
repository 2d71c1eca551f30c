//! A device with a passkey on it, that is one in all but its chip.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use passkey::authenticator::{
    Authenticator, CredentialStore, DiscoverabilitySupport, StoreInfo, UiHint, UserCheck,
    UserValidationMethod,
};
use passkey::client::{Client, DefaultClientData};
use passkey::crypto::rust_crypto::RustCryptoBackend;
use passkey_types::Passkey;
use passkey_types::ctap2::make_credential::{
    Options, PublicKeyCredentialRpEntity, PublicKeyCredentialUserEntity,
};
use passkey_types::ctap2::{Aaguid, Ctap2Error, StatusCode};
use passkey_types::webauthn::PublicKeyCredentialDescriptor;
use public_suffix::PublicSuffixList;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

/// Whoever holds it: they are there, and unlock it or not.
struct Owner {
    unlocks: Arc<AtomicBool>,
}

#[async_trait]
impl UserValidationMethod for Owner {
    type PasskeyItem = Passkey;

    async fn check_user<'a>(
        &self,
        hint: UiHint<'a, Self::PasskeyItem>,
        _presence: bool,
        _verification: bool,
    ) -> Result<UserCheck, Ctap2Error> {
        if let UiHint::InformExcludedCredentialFound(_) = hint {
            return Err(Ctap2Error::CredentialExcluded);
        }
        Ok(UserCheck {
            presence: true,
            verification: self.unlocks.load(Ordering::Relaxed),
        })
    }

    fn is_presence_enabled(&self) -> bool {
        true
    }

    fn is_verification_enabled(&self) -> Option<bool> {
        Some(true)
    }
}

/// What it keeps.
#[derive(Default)]
struct Chip(Vec<Passkey>);

#[async_trait]
impl CredentialStore for Chip {
    type PasskeyItem = Passkey;

    async fn find_credentials(
        &self,
        named: Option<&[PublicKeyCredentialDescriptor]>,
        rp_id: &str,
        _user_handle: Option<&[u8]>,
    ) -> Result<Vec<Passkey>, StatusCode> {
        // Where none is named, whatever it has for the place.
        let named = named.filter(|named| !named.is_empty());
        let is_named = |key: &Passkey| match named {
            Some(named) => named.iter().any(|one| one.id == key.credential_id),
            None => true,
        };
        let found = self.0.iter().filter(|key| key.rp_id == rp_id);
        let found: Vec<_> = found.filter(|key| is_named(key)).cloned().collect();
        match found.is_empty() {
            true => Err(Ctap2Error::NoCredentials.into()),
            false => Ok(found),
        }
    }

    async fn save_credential(
        &mut self,
        key: Passkey,
        _user: PublicKeyCredentialUserEntity,
        _rp: PublicKeyCredentialRpEntity,
        _options: Options,
    ) -> Result<(), StatusCode> {
        self.0.push(key);
        Ok(())
    }

    async fn update_credential(&mut self, key: &Passkey) -> Result<(), StatusCode> {
        self.0.retain(|one| one.credential_id != key.credential_id);
        self.0.push(key.clone());
        Ok(())
    }

    async fn get_info(&self) -> StoreInfo {
        StoreInfo {
            discoverability: DiscoverabilitySupport::Full,
        }
    }
}

/// A device that makes passkeys and shows them.
pub struct Device {
    browser: Browser,
    unlocked: Arc<AtomicBool>,
}

type Browser = Client<Chip, Owner, RustCryptoBackend, PublicSuffixList, ()>;

impl Default for Device {
    fn default() -> Self {
        let unlocked = Arc::new(AtomicBool::new(true));
        let owner = Owner {
            unlocks: unlocked.clone(),
        };
        let keys = Chip::default();
        let mut device = Authenticator::new(Aaguid::new_empty(), keys, owner, RustCryptoBackend);
        device.set_make_credentials_with_signature_counter(true);
        Self {
            browser: Client::new(device).allows_insecure_localhost(true),
            unlocked,
        }
    }
}

impl Device {
    /// From now on it is in the hands of somebody who cannot unlock it.
    pub fn lose(&self) {
        self.unlocked.store(false, Ordering::Relaxed);
    }

    /// Makes a passkey as it is asked to at an address; what a browser sends then.
    pub async fn make(&mut self, at: &str, options: &Value) -> Option<Value> {
        let made = self
            .browser
            .register(&address(at), read(options), DefaultClientData)
            .await;
        made.ok()
            .map(|made| serde_json::to_value(made).expect("JSON"))
    }

    /// Shows a passkey as it is asked to at an address; what a browser sends then.
    pub async fn show(&mut self, at: &str, options: &Value) -> Option<Value> {
        let shown = self
            .browser
            .authenticate(&address(at), read(options), DefaultClientData)
            .await;
        shown
            .ok()
            .map(|shown| serde_json::to_value(shown).expect("JSON"))
    }
}

fn read<T: DeserializeOwned>(options: &Value) -> T {
    let options = json!({ "publicKey": options });
    serde_json::from_value(options).expect("options as browsers read them")
}

fn address(at: &str) -> Url {
    at.parse().expect("an address")
}
