//! The hats that people may wear.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::actor::Hat;
use crate::kernel::id::ProviderId;

/// How long somebody known to be a foster parent stays known as one.
pub const VERIFICATION: TimeDelta = TimeDelta::days(365);

/// A role that somebody can act in, without what goes with it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    async_graphql::Enum,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = Hat)]
#[graphql(name = "Hat")]
pub enum HatKind {
    /// A foster parent; an aspirant until verified
    Parent,
    /// An organisation's editor, for one provider
    Organisation,
    /// A member of the panel
    Panel,
    /// A researcher
    Researcher,
    /// A moderator
    Moderator,
    /// An administrator
    Administrator,
}

impl HatKind {
    /// Every hat.
    pub const ALL: [Self; 6] = [
        Self::Parent,
        Self::Organisation,
        Self::Panel,
        Self::Researcher,
        Self::Moderator,
        Self::Administrator,
    ];

    /// The hat as REST and the database spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Organisation => "organisation",
            Self::Panel => "panel",
            Self::Researcher => "researcher",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }

    /// Whether nobody wears this hat without a second factor: it can do harm to others.
    pub fn needs_second_factor(self) -> bool {
        match self {
            Self::Parent | Self::Organisation | Self::Panel => false,
            Self::Researcher | Self::Moderator | Self::Administrator => true,
        }
    }

    /// How long a session lasts, however often it is refreshed. A hat that can do
    /// harm to others is taken off every day.
    pub fn session_length(self) -> TimeDelta {
        match self {
            Self::Parent | Self::Organisation | Self::Panel => TimeDelta::days(30),
            Self::Researcher | Self::Moderator | Self::Administrator => TimeDelta::hours(12),
        }
    }
}

impl From<Hat> for HatKind {
    fn from(hat: Hat) -> Self {
        match hat {
            Hat::Parent { .. } => Self::Parent,
            Hat::Organisation(_) => Self::Organisation,
            Hat::Panel => Self::Panel,
            Hat::Researcher => Self::Researcher,
            Hat::Moderator => Self::Moderator,
            Hat::Administrator => Self::Administrator,
        }
    }
}

/// The word is not a hat.
#[derive(Debug, thiserror::Error)]
#[error("not a hat")]
pub struct NoSuchHat;

impl FromStr for HatKind {
    type Err = NoSuchHat;

    fn from_str(word: &str) -> Result<Self, NoSuchHat> {
        let found = Self::ALL.into_iter().find(|hat| hat.word() == word);
        found.ok_or(NoSuchHat)
    }
}

/// A hat that an account may wear, with what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Which hat.
    pub hat: HatKind,
    /// For which provider: with [`HatKind::Organisation`] alone, and always then.
    pub provider: Option<ProviderId>,
    /// Until when the person is known to be a foster parent: with
    /// [`HatKind::Parent`] alone.
    pub verified_until: Option<DateTime<Utc>>,
}

impl Grant {
    /// The hat as it is worn at a moment: a verification lapses by itself.
    pub fn worn(&self, now: DateTime<Utc>) -> Option<Hat> {
        Some(match self.hat {
            HatKind::Parent => Hat::Parent {
                verified: self.verified_until.is_some_and(|until| until > now),
            },
            HatKind::Organisation => Hat::Organisation(self.provider?),
            HatKind::Panel => Hat::Panel,
            HatKind::Researcher => Hat::Researcher,
            HatKind::Moderator => Hat::Moderator,
            HatKind::Administrator => Hat::Administrator,
        })
    }

    /// Whether this grant, put in the place of another, takes something away.
    pub fn takes_from(&self, had: &Self) -> bool {
        self.hat == had.hat
            && (self.provider != had.provider || self.verified_until < had.verified_until)
    }
}
