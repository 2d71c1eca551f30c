//! Hashing passwords, without letting it starve everything else.
//!
//! A hash takes tens of milliseconds of a whole core, on purpose. Few are made at
//! once, a bounded number waits, and whoever comes after that is told to come back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use super::error::IdentityError;
use super::model::Password;

/// A password, hashed: a PHC string. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub(super) String);

impl PasswordHash {
    /// What tells it from another, and nothing else.
    pub fn digest(&self) -> String {
        let digest = blake3::derive_key("pijler 2026-11 standing password", self.0.as_bytes());
        blake3::Hash::from_bytes(digest).to_hex().to_string()
    }

    /// One that no password matches.
    pub fn nobodys() -> Self {
        Self(NOBODY.to_owned())
    }
}

/// What OWASP asks of argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash that no password matches, made with the same parameters: what is tried
/// when there is no account, so that it takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$YWxsIGFyZSBub2JvZHk$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The queue of password work of this node. Cheap to clone.
#[derive(Clone)]
pub struct Passwords {
    /// Places to wait or work.
    places: Arc<Semaphore>,
    /// Places to work.
    benches: Arc<Semaphore>,
    /// How many were hashed.
    done: Arc<AtomicU64>,
}

impl Passwords {
    /// A queue for this many hashes at once, and this many that wait.
    pub fn new(working: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(working + waiting)),
            benches: Arc::new(Semaphore::new(working)),
            done: Arc::default(),
        }
    }

    /// Hashes a password with a salt of its own.
    pub async fn hash(&self, password: &Password) -> Result<PasswordHash, IdentityError> {
        let password = password.clone();
        self.work(move |argon| {
            argon
                .hash_password(password.bytes())
                .map(|hash| PasswordHash(hash.to_string()))
                .map_err(|error| IdentityError::Hashing(error.to_string()))
        })
        .await?
    }

    /// Whether the password is the one hashed; where there is no hash it is not,
    /// and that takes as long to say.
    pub async fn matches(
        &self,
        password: &Password,
        hash: Option<PasswordHash>,
    ) -> Result<bool, IdentityError> {
        let password = password.clone();
        self.work(move |argon| {
            let text = hash.as_ref().map_or(NOBODY, |hash| &hash.0);
            let parsed = phc::PasswordHash::new(text)
                .map_err(|error| IdentityError::Hashing(error.to_string()))?;
            let fits = argon.verify_password(password.bytes(), &parsed).is_ok();
            Ok(fits && hash.is_some())
        })
        .await?
    }

    /// How many passwords were hashed so far.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    async fn work<T: Send + 'static>(
        &self,
        job: impl FnOnce(Argon2<'static>) -> T + Send + 'static,
    ) -> Result<T, IdentityError> {
        let busy = |_| IdentityError::PasswordBusy;
        let place = self.places.clone().try_acquire_owned();
        let place = place.map_err(|_| IdentityError::PasswordBusy)?;
        let bench = self.benches.clone().acquire_owned().await.map_err(busy)?;
        self.done.fetch_add(1, Ordering::Relaxed);
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
            .map_err(|error| IdentityError::Hashing(error.to_string()))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        // The places go with the work: whoever asked may hang up, the work goes on.
        tokio::task::spawn_blocking(move || {
            let _held = (place, bench);
            job(argon)
        })
        .await
        .map_err(|error| IdentityError::Hashing(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_nobodys_hash_matches_nothing() {
        let passwords = Passwords::new(1, 4);
        let password = Password::try_with("zonnebloem");
        let hash = passwords.hash(&password).await.unwrap();
        let other = Password::try_with("zonnebloem!");

        assert!(
            passwords
                .matches(&password, Some(hash.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.matches(&other, Some(hash)).await.unwrap());
        assert!(!passwords.matches(&password, None).await.unwrap());
    }

    #[tokio::test]
    async fn a_full_queue_says_so_at_once() {
        let passwords = Passwords::new(1, 0);
        let held = passwords.places.acquire().await.unwrap();
        let refused = passwords.hash(&Password::try_with("zonnebloem")).await;
        drop(held);

        assert!(matches!(refused, Err(IdentityError::PasswordBusy)));
        assert!(
            passwords
                .hash(&Password::try_with("zonnebloem"))
                .await
                .is_ok()
        );
    }
}
