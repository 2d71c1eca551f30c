//! Who asks.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::id::{AccountId, MunicipalityCode, ProviderId};

pub use super::rank::Rank;

/// Who asks. Only a slice's `policy` looks inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody without credentials.
    Anonymous,
    /// Somebody signed in, wearing one hat.
    Person(Person),
}

/// Somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Whose account it is.
    pub account: AccountId,
    /// In which role they act: one per token, chosen when signing in.
    pub hat: Hat,
    /// The session that the token belongs to.
    pub session: Uuid,
    /// When the token ends.
    pub expires_at: DateTime<Utc>,
}

/// The role in which somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hat {
    /// A foster parent; an aspirant until somebody who knows has verified it.
    Parent {
        /// Whether the community may take this person for a foster parent.
        verified: bool,
    },
    /// An organisation's editor or manager, for the one provider they work for.
    Organisation(ProviderId, Rank),
    /// A professional of a provider: a supervisor of foster families, or a trainer.
    Professional(ProviderId),
    /// A member of the panel.
    Panel,
    /// Somebody of a municipality.
    Municipality(MunicipalityCode),
    /// A member of the foster parent council of a provider.
    Council(ProviderId),
    /// A researcher.
    Researcher,
    /// A member of the data board, which says who does research.
    DataBoard,
    /// An editor of the library and of how the catalogue is mapped.
    Editor,
    /// A moderator.
    Moderator,
    /// An administrator.
    Administrator,
}

impl Actor {
    /// The person, where somebody is signed in.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Anonymous => None,
            Self::Person(person) => Some(person),
        }
    }

    /// The hat worn, where somebody is signed in.
    pub fn hat(&self) -> Option<Hat> {
        self.person().map(|person| person.hat)
    }
}
