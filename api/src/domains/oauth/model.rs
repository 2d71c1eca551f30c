//! What a program is that asks for tokens.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::kernel::id::{ClientId, ProviderId};
use crate::kernel::jwk::PublicKeys;
use crate::kernel::scope::Scope;

/// For how long a secret serves on after another was made.
pub const OVERLAP: TimeDelta = TimeDelta::days(7);
/// The most programs of one provider.
pub const MOST_CLIENTS: u64 = 20;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;

/// A program that acts for a provider.
#[derive(Clone, Debug)]
pub struct ApiClient {
    /// Its id, by which it names itself.
    pub id: ClientId,
    /// For which provider it acts; nothing for a front-end, through which people act.
    pub provider: Option<ProviderId>,
    /// What it is called, for people.
    pub name: String,
    /// What it may ask for, where it acts for a provider.
    pub scopes: Vec<Scope>,
    /// Where people are led back to; none where it acts for a provider.
    pub redirect_uris: Vec<String>,
    /// The public keys that it signs assertions with.
    pub keys: Option<PublicKeys>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The secrets that serve, or did.
    pub secrets: Vec<KeptSecret>,
}

/// What is kept of a secret.
#[derive(Clone, Debug)]
pub struct KeptSecret {
    /// Its id, which the tokens had with it name.
    pub id: Uuid,
    /// A digest of it.
    pub digest: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it serves no more; nothing while it is the newest.
    pub ends_at: Option<DateTime<Utc>>,
}

impl ApiClient {
    /// Whether it is a front-end, through which people act.
    pub fn is_front_end(&self) -> bool {
        self.provider.is_none()
    }

    /// Whether it has nothing to show of who it is: it runs where anybody can look into it.
    pub fn is_public(&self) -> bool {
        self.secrets.is_empty() && self.keys.is_none()
    }

    /// When the secret that was rotated out last serves no more, where it still does.
    pub fn previous_ends_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let ends = self.secrets.iter().filter_map(|secret| secret.ends_at);
        ends.filter(|at| *at > now).max()
    }

    /// The secret with a digest that serves.
    pub fn secret(&self, digest: &str, now: DateTime<Utc>) -> Option<&KeptSecret> {
        self.secrets
            .iter()
            .find(|secret| secret.digest == digest && secret.ends_at.is_none_or(|at| at > now))
    }
}
