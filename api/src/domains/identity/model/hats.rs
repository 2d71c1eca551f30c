//! The hats that people may wear.

use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::identities;
use crate::kernel::actor::{Hat, Rank};
use crate::kernel::id::{MunicipalityCode, ProviderId};

identities! {
    /// A hat of one account.
    GrantId = "Grant";
}

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
    /// An organisation's editor or manager, for one provider
    Organisation,
    /// A professional of one provider
    Professional,
    /// A member of the panel
    Panel,
    /// Somebody of one municipality
    Municipality,
    /// A member of the foster parent council of one provider
    Council,
    /// A researcher, for a purpose and until a day
    Researcher,
    /// A member of the data board, which says who does research
    DataBoard,
    /// An editor of the library and of how the catalogue is mapped
    Editor,
    /// A moderator
    Moderator,
    /// An administrator
    Administrator,
}

impl HatKind {
    /// Every hat.
    pub const ALL: [Self; 11] = [
        Self::Parent,
        Self::Organisation,
        Self::Professional,
        Self::Panel,
        Self::Municipality,
        Self::Council,
        Self::Researcher,
        Self::DataBoard,
        Self::Editor,
        Self::Moderator,
        Self::Administrator,
    ];

    /// The hat as REST and the database spell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Organisation => "organisation",
            Self::Professional => "professional",
            Self::Panel => "panel",
            Self::Municipality => "municipality",
            Self::Council => "council",
            Self::Researcher => "researcher",
            Self::DataBoard => "data_board",
            Self::Editor => "editor",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }

    /// Whether nobody wears this hat without a second factor: it can do harm to others.
    pub fn needs_second_factor(self) -> bool {
        matches!(
            self,
            Self::Researcher | Self::DataBoard | Self::Moderator | Self::Administrator
        )
    }

    /// Whether it is worn for one provider.
    pub fn is_of_a_provider(self) -> bool {
        matches!(
            self,
            Self::Organisation | Self::Professional | Self::Council
        )
    }

    /// Whether it may be worn through a front-end of others: what can do harm to others is
    /// done here alone.
    pub fn lends_itself(self) -> bool {
        !self.needs_second_factor()
    }

    /// How long a session lasts, however often it is refreshed. A hat that can do
    /// harm to others is taken off every day.
    pub fn session_length(self) -> TimeDelta {
        match self {
            Self::Parent
            | Self::Organisation
            | Self::Professional
            | Self::Panel
            | Self::Municipality
            | Self::Council
            | Self::Editor => TimeDelta::days(30),
            Self::Researcher | Self::DataBoard | Self::Moderator | Self::Administrator => {
                TimeDelta::hours(12)
            }
        }
    }
}

impl From<Hat> for HatKind {
    fn from(hat: Hat) -> Self {
        match hat {
            Hat::Parent { .. } => Self::Parent,
            Hat::Organisation(..) => Self::Organisation,
            Hat::Professional(_) => Self::Professional,
            Hat::Panel => Self::Panel,
            Hat::Municipality(_) => Self::Municipality,
            Hat::Council(_) => Self::Council,
            Hat::Researcher => Self::Researcher,
            Hat::DataBoard => Self::DataBoard,
            Hat::Editor => Self::Editor,
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

/// A hat, and for whom it is worn: a provider or a municipality, where it is for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Which hat.
    pub hat: HatKind,
    /// For whom, as [`Grant::scope`] says it.
    pub scope: String,
}

impl Role {
    /// In one word, as forms carry it.
    pub fn word(&self) -> String {
        match self.scope.is_empty() {
            true => self.hat.word().to_owned(),
            false => format!("{}:{}", self.hat.word(), self.scope),
        }
    }

    /// Reads it back.
    pub fn parse(word: &str) -> Option<Self> {
        let (hat, scope) = word.split_once(':').unwrap_or((word, ""));
        Some(Self {
            hat: hat.parse().ok()?,
            scope: scope.to_owned(),
        })
    }
}

/// What a researcher may do research for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Research {
    /// What for.
    pub purpose: String,
    /// Which datasets it is about.
    pub datasets: Vec<String>,
    /// When the hat lapses by itself.
    pub ends_at: DateTime<Utc>,
}

/// A hat that an account may wear, with what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Which hat.
    pub hat: HatKind,
    /// For which provider: with the hats that are of one, and always then.
    pub provider: Option<ProviderId>,
    /// How far they act for it: with [`HatKind::Organisation`] alone, and always then.
    pub rank: Option<Rank>,
    /// For which municipality: with [`HatKind::Municipality`] alone, and always then.
    pub municipality: Option<MunicipalityCode>,
    /// Until when the person is known to be a foster parent: with
    /// [`HatKind::Parent`] alone.
    pub verified_until: Option<DateTime<Utc>>,
    /// For what research: with [`HatKind::Researcher`] alone, and always then.
    pub research: Option<Research>,
    /// Until when another issuer's word for it holds, where it was given by one.
    pub claimed_until: Option<DateTime<Utc>>,
}

impl Grant {
    /// A hat, and nothing that goes with it.
    pub fn of(hat: HatKind) -> Self {
        Self {
            hat,
            provider: None,
            rank: None,
            municipality: None,
            verified_until: None,
            research: None,
            claimed_until: None,
        }
    }

    /// The hat as it is worn at a moment: a verification lapses by itself, and so does research.
    pub fn worn(&self, now: DateTime<Utc>) -> Option<Hat> {
        Some(match self.hat {
            HatKind::Parent => Hat::Parent {
                verified: self.verified_until.is_some_and(|until| until > now),
            },
            HatKind::Organisation => {
                // Tokens that were given before there were ranks are an editor's.
                Hat::Organisation(self.provider?, self.rank.unwrap_or(Rank::Editor))
            }
            HatKind::Professional => Hat::Professional(self.provider?),
            HatKind::Panel => Hat::Panel,
            HatKind::Municipality => Hat::Municipality(self.municipality?),
            HatKind::Council => Hat::Council(self.provider?),
            HatKind::Researcher => Hat::Researcher,
            HatKind::DataBoard => Hat::DataBoard,
            HatKind::Editor => Hat::Editor,
            HatKind::Moderator => Hat::Moderator,
            HatKind::Administrator => Hat::Administrator,
        })
    }

    /// The role that it lets somebody act in.
    pub fn role(&self) -> Role {
        Role {
            hat: self.hat,
            scope: self.scope(),
        }
    }

    /// When it lapses by itself.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        let research = self.research.as_ref().map(|research| research.ends_at);
        research.or(self.claimed_until)
    }

    /// Whether it may still be worn at a moment.
    pub fn stands(&self, now: DateTime<Utc>) -> bool {
        self.ends_at().is_none_or(|end| end > now)
    }

    /// For whom somebody wants to wear it, in the same word; nothing where they do not say.
    pub fn wanted(provider: Option<ProviderId>, municipality: Option<&str>) -> Option<String> {
        let provider = provider.map(|id| id.0.to_string());
        provider.or_else(|| municipality.map(ToOwned::to_owned))
    }

    /// For whom it is worn, in a word.
    pub fn scope(&self) -> String {
        match (self.provider, self.municipality) {
            (Some(provider), _) => provider.0.to_string(),
            (None, Some(municipality)) => municipality.to_string(),
            (None, None) => String::new(),
        }
    }

    /// Whether this grant, put in the place of another, takes something away.
    pub fn takes_from(&self, had: &Self) -> bool {
        self.hat == had.hat
            && self.scope() == had.scope()
            && (self.verified_until < had.verified_until
                || self.rank < had.rank
                || self.ends_at() < had.ends_at())
    }

    /// What it is, for the audit.
    pub fn words(&self) -> String {
        let mut words = self.hat.word().to_owned();
        for word in [
            self.rank.map(|rank| rank.word().to_owned()),
            Some(self.scope()),
        ] {
            let word = word.unwrap_or_default();
            if !word.is_empty() {
                words.push(' ');
                words.push_str(&word);
            }
        }
        words
    }
}
