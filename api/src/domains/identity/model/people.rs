//! People, and what they asked for before they were known.

use chrono::{DateTime, Utc};

use super::super::password::PasswordHash;
use super::{Email, Grant, HatKind, OwnFactor, OwnTerms};
use crate::kernel::actor::{Hat, Rank};
use crate::kernel::id::{AccountId, MunicipalityCode, ProviderId};

/// A person who confirmed their address.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The address.
    pub email: Email,
    /// The hats it may wear.
    pub grants: Vec<Grant>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// Somebody's own account, and how they are signed in to it.
#[derive(Clone, Debug)]
pub struct Me {
    /// The account.
    pub account: Account,
    /// Its second factor.
    pub factor: OwnFactor,
    /// What it agreed to.
    pub terms: OwnTerms,
    /// The hat worn.
    pub hat: Hat,
    /// When the token shown ends.
    pub token_until: DateTime<Utc>,
}

impl Me {
    /// Which hat is worn.
    pub fn hat(&self) -> HatKind {
        self.hat.into()
    }

    /// For which provider it is worn.
    pub fn provider(&self) -> Option<ProviderId> {
        match self.hat {
            Hat::Organisation(provider, _)
            | Hat::Professional(provider)
            | Hat::Council(provider) => Some(provider),
            _ => None,
        }
    }

    /// How far they act for it.
    pub fn rank(&self) -> Option<Rank> {
        match self.hat {
            Hat::Organisation(_, rank) => Some(rank),
            _ => None,
        }
    }

    /// For which municipality it is worn.
    pub fn municipality(&self) -> Option<MunicipalityCode> {
        match self.hat {
            Hat::Municipality(municipality) => Some(municipality),
            _ => None,
        }
    }

    /// Whether the hat is that of somebody known to be a foster parent.
    pub fn verified(&self) -> bool {
        self.hat == Hat::Parent { verified: true }
    }
}

/// Who made an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Somebody registered and confirmed.
    Registration,
    /// Somebody with the program at hand.
    Command,
    /// The program, to show what it can do.
    Demo,
}

impl Source {
    /// The source as the database spells it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Command => "command",
            Self::Demo => "demo",
        }
    }
}

/// Somebody asked for an account.
pub struct Registration {
    /// The address.
    pub email: Email,
    /// The password asked for.
    pub password: PasswordHash,
    /// To which version of the terms of use they agree.
    pub terms_version: Option<String>,
    /// A digest of the code that was mailed.
    pub code_digest: String,
    /// Until when the code serves.
    pub expires_at: DateTime<Utc>,
}

/// Somebody asked to choose another password.
pub struct Reset {
    /// A digest of the code that was mailed.
    pub code_digest: String,
    /// Until when the code serves.
    pub expires_at: DateTime<Utc>,
}
