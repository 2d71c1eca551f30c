//! Passkeys, and what devices are asked to sign.

use chrono::{DateTime, TimeDelta, Utc};

use crate::identities;
use crate::kernel::id::AccountId;

identities! {
    /// What a device signs with.
    PasskeyId = "Passkey";
    /// What a device is asked to sign.
    ChallengeId = "PasskeyChallenge";
}

/// How many passkeys an account may have: more than anybody has devices.
pub const MOST_PASSKEYS: usize = 20;

/// A passkey as its owner sees it.
#[derive(Clone, Debug)]
pub struct OwnPasskey {
    /// Its id.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When somebody last signed in with it.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// What a device was asked to sign, held until the write ends.
pub struct Challenge {
    /// Its id.
    pub id: ChallengeId,
    /// For whom a passkey is made; nobody where one signs in.
    pub account: Option<AccountId>,
    /// What the answer is held against.
    pub state: String,
    /// Until when it serves.
    pub expires_at: DateTime<Utc>,
}

impl Challenge {
    /// How long one serves: as long as a device waits for its owner.
    pub const LIFE: TimeDelta = TimeDelta::minutes(5);
}
