//! Who asks.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::id::{AccountId, ClientId, MunicipalityCode, ProviderId};
use super::scope::Scope;

pub use super::rank::Rank;

/// Who asks. Only a slice's `policy` looks inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody without credentials.
    Anonymous,
    /// Somebody signed in, wearing one hat.
    Person(Person),
    /// A program of a provider's: no person, and in no role.
    Client(Client),
}

/// A program of a provider's, and what it may do for it. Nothing else is open to it than what is
/// open to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Which program.
    pub id: ClientId,
    /// For which provider it acts.
    pub provider: ProviderId,
    /// What its token may do.
    pub scopes: Vec<Scope>,
    /// What its token stands under: the secret that it was had with, or the program itself.
    pub standing: Uuid,
    /// When the token ends.
    pub expires_at: DateTime<Utc>,
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
    /// The front-end of others that they act through; none where they came in by ourselves.
    pub through: Option<ClientId>,
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
            Self::Anonymous | Self::Client(_) => None,
            Self::Person(person) => Some(person),
        }
    }

    /// The account or the program, where one was shown.
    pub fn id(&self) -> Option<Uuid> {
        match self {
            Self::Anonymous => None,
            Self::Person(person) => Some(person.account.0),
            Self::Client(client) => Some(client.id.0),
        }
    }

    /// When what was shown serves no more, where something was.
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Anonymous => None,
            Self::Person(person) => Some(person.expires_at),
            Self::Client(client) => Some(client.expires_at),
        }
    }

    /// The hat worn, where somebody is signed in.
    pub fn hat(&self) -> Option<Hat> {
        self.person().map(|person| person.hat)
    }
}

impl Client {
    /// Whether its token may do something.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}
