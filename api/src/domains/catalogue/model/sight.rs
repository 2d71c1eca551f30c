//! Who may see an offer, and what somebody sees.
//!
//! An offer has audiences; somebody belongs to audiences, and sees what has one of theirs.

use serde::Serialize;
use uuid::Uuid;

use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;

crate::words! {
    /// Who may see a course
    Visibility as Visibility "Visibility" {
        /// Everybody
        Public = "public" / "PUBLIC",
        /// Every organisation: an in-house offer that others may look at
        Organisations = "organisations" / "ORGANISATIONS",
        /// The organisation whose it is, and its foster parents
        Own = "own" / "OWN",
        /// The client organisations that are named, and their foster parents
        Clients = "clients" / "CLIENTS",
    }
}

/// The kind of provider that can be a client: a code of the list `provider_kind`.
pub const CLIENT_KIND: &str = "foster_care_organisation";

/// Those who see something together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Whoever works for any organisation, and administrators.
    Organisations,
    /// Whoever works for one provider, and the parents who say that it is theirs.
    Of(ProviderId),
}

impl Audience {
    /// The word in the database.
    pub fn word(self) -> String {
        match self {
            Self::Public => "public".to_owned(),
            Self::Organisations => "organisations".to_owned(),
            Self::Of(provider) => provider.0.to_string(),
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "public" => Some(Self::Public),
            "organisations" => Some(Self::Organisations),
            _ => Some(Self::Of(ProviderId(Uuid::try_parse(word).ok()?))),
        }
    }
}

/// The clients of something, as a row keeps them: nothing where there are none.
pub fn kept_clients(clients: &[ProviderId]) -> Option<String> {
    let ids: Vec<Uuid> = clients.iter().map(|client| client.0).collect();
    (!ids.is_empty()).then(|| serde_json::json!(ids).to_string())
}

/// Reads them back.
pub fn clients(kept: Option<&str>) -> Vec<ProviderId> {
    let ids = kept.map(serde_json::from_str::<Vec<Uuid>>);
    // What cannot be read is for nobody, and not for everybody.
    let ids = ids.map(|ids| ids.unwrap_or_else(|_| vec![Uuid::nil()]));
    ids.unwrap_or_default()
        .into_iter()
        .map(ProviderId)
        .collect()
}

/// Who may see a course, as far as that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Openness {
    /// Who may; where that is not said, it stays as it is, and what is new is public.
    #[serde(skip_serializing_if = "is_plain")]
    pub visibility: Option<Visibility>,
    /// The clients, where it is for some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<ProviderId>,
}

/// What was before there was anything to say is not written down.
fn is_plain(visibility: &Option<Visibility>) -> bool {
    visibility.is_none_or(|visibility| visibility == Visibility::Public)
}

/// Who sees a published course of a provider.
pub fn audiences(
    visibility: Visibility,
    provider: ProviderId,
    clients: &[ProviderId],
) -> Vec<Audience> {
    let own = Audience::Of(provider);
    match visibility {
        Visibility::Public => vec![Audience::Public],
        Visibility::Organisations => vec![Audience::Organisations, own],
        Visibility::Own => vec![own],
        Visibility::Clients => [own]
            .into_iter()
            .chain(clients.iter().copied().map(Audience::Of))
            .collect(),
    }
}

/// What somebody sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sight {
    /// Whether they are in an office from where other organisations' shops are looked into.
    pub office: bool,
    /// The organisation that is theirs.
    pub of: Option<ProviderId>,
    /// Whether they look after everything.
    pub everything: bool,
}

impl Sight {
    /// What everybody sees.
    pub const PUBLIC: Self = Self {
        office: false,
        of: None,
        everything: false,
    };

    /// What is seen from an office that is no organisation's.
    pub const OFFICE: Self = Self {
        office: true,
        ..Self::PUBLIC
    };

    /// All there is.
    pub const EVERYTHING: Self = Self {
        everything: true,
        ..Self::PUBLIC
    };

    /// What is seen by whoever works for a provider.
    pub fn at(provider: ProviderId) -> Self {
        Self {
            of: Some(provider),
            ..Self::OFFICE
        }
    }

    /// What is seen by a parent whose organisation this is.
    pub fn of(organisation: Option<ProviderId>) -> Self {
        Self {
            of: organisation,
            ..Self::PUBLIC
        }
    }

    /// Whether they look after the offer of a provider, and know what each client pays of it.
    pub fn keeps(self, provider: ProviderId) -> bool {
        self.everything || (self.office && self.of == Some(provider))
    }

    /// Whether they know of every change of a provider's offer: those who look after it, and those
    /// in an office from where any offer may be edited.
    pub fn knows_changes(self, provider: ProviderId) -> bool {
        self.everything || (self.office && self.of.is_none_or(|own| own == provider))
    }

    /// Whether it belongs to an audience.
    pub fn is_in(self, audience: Audience) -> bool {
        self.everything
            || match audience {
                Audience::Public => true,
                Audience::Organisations => self.office,
                Audience::Of(provider) => self.of == Some(provider),
            }
    }

    /// Whether it sees what is for these audiences.
    pub fn sees(self, audiences: &[Audience]) -> bool {
        audiences.iter().any(|audience| self.is_in(*audience))
    }
}

impl Visibility {
    /// What it is called.
    pub fn label(self) -> Text {
        match self {
            Self::Public => Text::new("Voor iedereen", "For everybody"),
            Self::Organisations => Text::new(
                "Intern, te zien voor organisaties",
                "In-house, shown to organisations",
            ),
            Self::Own => Text::new("Voor de eigen organisatie", "For its own organisation"),
            Self::Clients => Text::new(
                "Voor organisaties die het afnemen",
                "For organisations that buy it",
            ),
        }
    }
}
