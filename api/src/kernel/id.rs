//! Ids with a meaning: a course's id is not a provider's.
//!
//! REST shows the bare UUID; GraphQL shows the global id of the Relay
//! convention, `base64url("Course:<uuid>")`, and the bare one as `uuid`.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::error::{ApiError, Kind};
use super::language::Text;

/// An id that says which kind of thing it names.
pub trait Identity: Copy + From<Uuid> + Into<Uuid> {
    /// The GraphQL type of what it names.
    const KIND: &'static str;

    /// The id as GraphQL shows it.
    fn global(self) -> async_graphql::ID {
        global(Self::KIND, self.into())
    }

    /// Reads a global id of this kind; a bare UUID is not one.
    fn from_global(id: &async_graphql::ID) -> Result<Self, ApiError> {
        match parse_global(id) {
            Some((kind, uuid)) if kind == Self::KIND => Ok(Self::from(uuid)),
            _ => Err(bad_id(Self::KIND)),
        }
    }
}

/// `base64url("Kind:uuid")`.
pub fn global(kind: &str, uuid: Uuid) -> async_graphql::ID {
    async_graphql::ID(BASE64_URL_SAFE_NO_PAD.encode(format!("{kind}:{uuid}")))
}

/// The kind and UUID in a global id.
pub fn parse_global(id: &str) -> Option<(String, Uuid)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(id).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (kind, uuid) = text.split_once(':')?;
    Some((kind.to_owned(), Uuid::try_parse(uuid).ok()?))
}

/// The id is not one of ours, or of another kind.
pub fn bad_id(kind: &str) -> ApiError {
    ApiError::new(
        Kind::Invalid,
        "input.bad_id",
        Text::new(
            format!("dit is geen id van een {kind}"),
            format!("this is not the id of a {kind}"),
        ),
    )
}

/// Declares ids: newtypes over a UUID, each naming its kind of thing.
#[macro_export]
macro_rules! identities {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = uuid::Uuid)]
        pub struct $name(pub uuid::Uuid);

        impl From<uuid::Uuid> for $name {
            fn from(uuid: uuid::Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl $crate::kernel::id::Identity for $name {
            const KIND: &'static str = $kind;
        }
    )+};
}

identities! {
    /// A person's account.
    AccountId = "Account";
    /// An organisation that offers courses.
    ProviderId = "Provider";
    /// A course.
    CourseId = "Course";
    /// A pillar.
    PillarId = "Pillar";
    /// A program that may ask for tokens.
    ClientId = "ApiClient";
}

/// A municipality, by the code of Statistics Netherlands: `GM0363`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MunicipalityCode(u16);

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GM{:04}", self.0)
    }
}

impl MunicipalityCode {
    /// Reads a code; whether there is such a municipality is not known by it.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("GM").filter(|digits| digits.len() == 4)?;
        let all = digits.bytes().all(|one| one.is_ascii_digit());
        digits.parse().ok().filter(|_| all).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_global_id_comes_back_as_what_it_was_and_as_nothing_else() {
        let id = CourseId(Uuid::from_u128(7));

        assert_eq!(CourseId::from_global(&id.global()).unwrap(), id);
        assert!(ProviderId::from_global(&id.global()).is_err());
        assert!(CourseId::from_global(&id.0.to_string().into()).is_err());
    }

    #[test]
    fn a_code_of_a_municipality_is_four_digits() {
        let read = |text| MunicipalityCode::parse(text).map(|code| code.to_string());
        assert_eq!(read("GM0014").as_deref(), Some("GM0014"));
        for wrong in ["", "GM", "GM14", "gm0014", "GM00014", "GM+014", "PV0020"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
