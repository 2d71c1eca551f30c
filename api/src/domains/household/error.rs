//! How households and situations can fail.

use std::time::Duration;

use sea_orm::DbErr;

use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem, THROUGH_FRONT_END};

/// A failure of a household or a situation.
#[derive(Debug, thiserror::Error)]
pub enum HouseholdError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// What outlives a session is not done through a front-end of others.
    #[error("this is not done through a front-end of others; sign in here")]
    ThroughFrontEnd,
    /// Only a parent does this.
    #[error("only somebody who signed in as a parent does this")]
    NotParent,
    /// Only a parent who is known as one does this.
    #[error("show that you are a foster parent first, with a code on paper")]
    NotVerified,
    /// They belong to a household already.
    #[error("you are linked with a partner already; leave that household first")]
    Linked,
    /// They belong to none.
    #[error("you are linked with nobody, and invited nobody")]
    NotLinked,
    /// The code is none, was used, is over, or is their own.
    #[error("this code is not valid, or no longer")]
    BadCode,
    /// Too many codes were tried.
    #[error("too many codes were tried; wait a while")]
    TooManyAttempts(Duration),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for HouseholdError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotParent | Self::NotVerified | Self::ThroughFrontEnd => Kind::Forbidden,
            Self::Linked => Kind::Conflict,
            Self::NotLinked => Kind::NotFound,
            Self::BadCode => Kind::Invalid,
            Self::TooManyAttempts(_) => Kind::TooMany,
            Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::ThroughFrontEnd => THROUGH_FRONT_END,
            Self::NotParent => "household.not_parent",
            Self::NotVerified => "household.not_verified",
            Self::Linked => "household.linked",
            Self::NotLinked => "household.not_linked",
            Self::BadCode => "household.code_invalid",
            Self::TooManyAttempts(_) => "household.too_many_attempts",
            Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::ThroughFrontEnd => "dit gaat niet via een app of site van een ander; log hier in",
            Self::NotParent => "alleen wie als ouder is ingelogd doet dit",
            Self::NotVerified => "laat eerst zien dat je pleegouder bent, met een code op papier",
            Self::Linked => "je bent al gekoppeld aan je partner; verbreek dat eerst",
            Self::NotLinked => "je bent aan niemand gekoppeld, en nodigde niemand uit",
            Self::BadCode => "deze code geldt niet, of niet meer",
            Self::TooManyAttempts(_) => "er zijn te veel codes geprobeerd; wacht even",
            Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }

    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooManyAttempts(wait) => Some(*wait),
            _ => None,
        }
    }
}
