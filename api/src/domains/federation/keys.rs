//! The keys of another issuer, for a while: asked for again when they grow old, or when a token
//! names one that is not among them.

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::CoreJsonWebKeySet;

use crate::kernel::jwk::PublicKeys;

/// How old they are when they are asked for again, behind whoever is answered with them.
pub const FRESH: TimeDelta = TimeDelta::minutes(5);
/// How old they may become where the issuer cannot be reached.
pub const KEPT: TimeDelta = TimeDelta::hours(1);
/// How long it takes before they are asked for again for a key that is not among them.
pub const PAUSE: TimeDelta = TimeDelta::minutes(1);
/// How long it takes before they are asked for again after that failed.
pub const RETRY: TimeDelta = TimeDelta::seconds(10);

/// The keys of an issuer, as they were once.
#[derive(Debug)]
pub struct KeySet {
    /// For tokens that are shown to us.
    pub public: PublicKeys,
    /// For tokens that tell who signed in, as the library reads them.
    pub library: CoreJsonWebKeySet,
    /// When they were asked for.
    pub at: DateTime<Utc>,
}

/// What is known of the last time that keys were asked for.
#[derive(Clone, Copy, Debug)]
pub struct Tried {
    /// When.
    pub at: DateTime<Utc>,
    /// Whether that failed.
    pub failed: bool,
}

impl KeySet {
    /// Reads a set.
    pub fn read(body: &[u8], at: DateTime<Utc>) -> Option<Self> {
        let text = std::str::from_utf8(body).ok()?;
        Some(Self {
            public: PublicKeys::of_issuer(text)?,
            library: serde_json::from_str(text).ok()?,
            at,
        })
    }

    /// Whether they may still be used.
    pub fn serve(&self, now: DateTime<Utc>) -> bool {
        now - self.at < KEPT
    }

    /// Whether it is time to ask for them again.
    pub fn wane(&self, now: DateTime<Utc>) -> bool {
        now - self.at >= FRESH
    }
}
