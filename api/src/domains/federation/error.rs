//! How signing in by another issuer can fail.

use std::time::Duration;

use sea_orm::DbErr;

use crate::kernel::error::{Kind, Problem};

/// A failure of signing in by another issuer.
#[derive(Debug, thiserror::Error)]
pub enum FederationError {
    /// The settings name no such issuer, or none to sign in by.
    #[error("there is no such identity provider")]
    NoSuchIssuer,
    /// It does not answer, or nothing that can be used.
    #[error("this identity provider cannot be reached now; try again later")]
    Unreachable,
    /// It sent them back with a refusal.
    #[error("this identity provider did not let you in")]
    Refused,
    /// What it answered is not what was asked, or not by it.
    #[error("the answer of this identity provider does not hold; begin again")]
    BadAnswer,
    /// What was begun is not known, is over, or was gone through before.
    #[error("this way of signing in is over, or was never begun here; begin again")]
    BadRound,
    /// Something that has to be sealed was not.
    #[error("sealing: {0}")]
    Sealing(&'static str),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for FederationError {
    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchIssuer => Kind::NotFound,
            Self::Unreachable => Kind::Unavailable,
            Self::Refused | Self::BadAnswer => Kind::Unauthenticated,
            Self::BadRound => Kind::Invalid,
            Self::Sealing(_) | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NoSuchIssuer => "identity_provider.not_found",
            Self::Unreachable => "identity_provider.unreachable",
            Self::Refused => "identity_provider.refused",
            Self::BadAnswer => "identity_provider.answer_invalid",
            Self::BadRound => "identity_provider.round_invalid",
            Self::Sealing(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NoSuchIssuer => "deze aanmelddienst bestaat niet",
            Self::Unreachable => {
                "deze aanmelddienst is nu niet te bereiken; probeer het later weer"
            }
            Self::Refused => "deze aanmelddienst liet je niet binnen",
            Self::BadAnswer => "het antwoord van deze aanmelddienst klopt niet; begin opnieuw",
            Self::BadRound => {
                "deze manier van inloggen is voorbij, of is hier niet begonnen; begin opnieuw"
            }
            Self::Sealing(_) | Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }

    fn retry_after(&self) -> Option<Duration> {
        matches!(self, Self::Unreachable).then_some(Duration::from_secs(30))
    }
}
