//! How verification can fail.

use std::time::Duration;

use sea_orm::DbErr;

use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem, THROUGH_FRONT_END};

/// A failure of verification.
#[derive(Debug, thiserror::Error)]
pub enum VerificationError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// What outlives a session is not done through a front-end of others.
    #[error("this is not done through a front-end of others; sign in here")]
    ThroughFrontEnd,
    /// Only those who hand codes out do this.
    #[error(
        "codes are made by managers of organisations, municipalities, councils and administrators"
    )]
    NotGiver,
    /// Only a parent shows a code.
    #[error("only somebody who signed in as a parent does this")]
    NotParent,
    /// There is no such batch, or it is another giver's.
    #[error("there is no such batch")]
    NotFound,
    /// The code is none, was used, is over, or its batch was revoked.
    #[error("this code is not valid, or no longer")]
    BadCode,
    /// Too many codes were tried.
    #[error("too many codes were tried; wait a while")]
    TooManyAttempts(Duration),
    /// The batch was revoked already.
    #[error("this batch was revoked already")]
    Revoked,
    /// Many codes of the giver's stand.
    #[error("many codes of yours stand; revoke a batch, or wait until some lapse")]
    TooMany,
    /// There is no such provider or municipality.
    #[error("there is no such provider or municipality")]
    NoSuchGiver,
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for VerificationError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotGiver | Self::NotParent | Self::ThroughFrontEnd => Kind::Forbidden,
            Self::NotFound => Kind::NotFound,
            Self::BadCode | Self::NoSuchGiver => Kind::Invalid,
            Self::TooManyAttempts(_) => Kind::TooMany,
            Self::Revoked | Self::TooMany => Kind::Conflict,
            Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::ThroughFrontEnd => THROUGH_FRONT_END,
            Self::NotGiver => "verification.not_giver",
            Self::NotParent => "verification.not_parent",
            Self::NotFound => "verification.batch_not_found",
            Self::BadCode => "verification.code_invalid",
            Self::TooManyAttempts(_) => "verification.too_many_attempts",
            Self::Revoked => "verification.revoked",
            Self::TooMany => "verification.too_many",
            Self::NoSuchGiver => "verification.giver_unknown",
            Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::ThroughFrontEnd => "dit gaat niet via een app of site van een ander; log hier in",
            Self::NotGiver => {
                "codes maken beheerders van organisaties, gemeenten, pleegouderraden en beheerders"
            }
            Self::NotParent => "alleen wie als ouder is ingelogd doet dit",
            Self::NotFound => "deze reeks bestaat niet",
            Self::BadCode => "deze code geldt niet, of niet meer",
            Self::TooManyAttempts(_) => "er zijn te veel codes geprobeerd; wacht even",
            Self::Revoked => "deze reeks is al ingetrokken",
            Self::TooMany => {
                "er staan veel codes van je uit; trek een reeks in, of wacht tot er vervallen"
            }
            Self::NoSuchGiver => "deze aanbieder of gemeente bestaat niet",
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
