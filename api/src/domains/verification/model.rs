//! Batches of codes, as values.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::identities;
use crate::kernel::id::{MunicipalityCode, ProviderId};
use crate::words;

/// The fewest codes in a batch: fewer would point at whom they were given to.
pub const FEWEST: u32 = 25;
/// The most codes in a batch.
pub const MOST: u32 = 1_000;
/// How long codes serve.
pub const LIFE: TimeDelta = TimeDelta::days(365);
/// How long the name of a network may be.
pub const LONGEST_NAME: usize = 100;

identities! {
    /// A batch of codes.
    BatchId = "VerificationBatch";
}

words! {
    /// What kind of giver hands codes out
    GiverKind as GiverKind "GiverKind" {
        /// A foster care organisation
        Organisation = "organisation" / "ORGANISATION",
        /// A network of foster parents
        Network = "network" / "NETWORK",
        /// A municipality
        Municipality = "municipality" / "MUNICIPALITY",
        /// A foster parent council
        Council = "council" / "COUNCIL",
    }
}

/// Who hands codes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Giver {
    /// An organisation.
    Organisation(ProviderId),
    /// A network, by its name.
    Network(String),
    /// A municipality.
    Municipality(MunicipalityCode),
    /// The council of an organisation.
    Council(ProviderId),
}

impl Giver {
    /// Of what kind it is.
    pub fn kind(&self) -> GiverKind {
        match self {
            Self::Organisation(_) => GiverKind::Organisation,
            Self::Network(_) => GiverKind::Network,
            Self::Municipality(_) => GiverKind::Municipality,
            Self::Council(_) => GiverKind::Council,
        }
    }

    /// Which of its kind, in a word.
    pub fn word(&self) -> String {
        match self {
            Self::Organisation(provider) | Self::Council(provider) => provider.0.to_string(),
            Self::Network(name) => name.clone(),
            Self::Municipality(code) => code.to_string(),
        }
    }

    /// Reads it back.
    pub fn read(kind: &str, word: &str) -> Option<Self> {
        let provider = || Some(ProviderId(word.parse().ok()?));
        Some(match GiverKind::from_word(kind)? {
            GiverKind::Organisation => Self::Organisation(provider()?),
            GiverKind::Network => Self::Network(word.to_owned()),
            GiverKind::Municipality => Self::Municipality(MunicipalityCode::parse(word)?),
            GiverKind::Council => Self::Council(provider()?),
        })
    }

    /// The provider that it is, or is of.
    pub fn provider(&self) -> Option<ProviderId> {
        match self {
            Self::Organisation(provider) | Self::Council(provider) => Some(*provider),
            Self::Network(_) | Self::Municipality(_) => None,
        }
    }
}

/// A batch of codes. The codes are known to whoever made it, and to nobody here.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// Who hands the codes out.
    pub giver: Giver,
    /// How many codes were made.
    pub size: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when its codes serve.
    pub expires_at: DateTime<Utc>,
    /// Since when it counts no more, and nobody who came by it does.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Batch {
    /// Whether its codes serve at a moment.
    pub fn serves(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

/// A batch that was made just now, with its codes: told this once.
#[derive(Clone, Debug)]
pub struct Made {
    /// The batch.
    pub batch: Batch,
    /// Its codes, as they stand on paper.
    pub codes: Vec<String>,
}

/// How many parents came by whom, as it is told.
#[derive(Clone, Debug)]
pub struct Figures {
    /// On which day they were counted; nothing where they never were.
    pub counted_on: Option<NaiveDate>,
    /// How many by each kind of giver; nothing where they are too few to tell.
    pub kinds: Vec<(GiverKind, Option<u32>)>,
}
