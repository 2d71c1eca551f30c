//! What a program is that asks for tokens.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::keys::PublicKeys;
use crate::kernel::id::{ClientId, ProviderId};
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
    /// For which provider it acts.
    pub provider: ProviderId,
    /// What it is called, for people.
    pub name: String,
    /// What it may ask for.
    pub scopes: Vec<Scope>,
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
