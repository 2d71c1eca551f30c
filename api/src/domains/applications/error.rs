//! How applications can fail.

use sea_orm::DbErr;

use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem, THROUGH_FRONT_END};

/// A failure of an application.
#[derive(Debug, thiserror::Error)]
pub enum ApplicationError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// What somebody may act for is not asked through a front-end of others.
    #[error("this is not done through a front-end of others; sign in here")]
    ThroughFrontEnd,
    /// Only an administrator decides.
    #[error("only an administrator decides on an application")]
    NotAdministrator,
    /// There is no such application, or it is somebody else's.
    #[error("there is no such application")]
    NotFound,
    /// Somebody else made it.
    #[error("this application is not yours")]
    NotYours,
    /// The administrator made it, under another hat.
    #[error("you made this application yourself; somebody else decides on it")]
    OwnApplication,
    /// Another of the same person waits.
    #[error("you have an application that waits; take it back, or wait for an answer")]
    Waits,
    /// The applicant acts for an organisation already.
    #[error("this account acts for an organisation already; use another account")]
    HasOrganisation,
    /// The provider is its own by now.
    #[error("this provider looks after its own offer; ask its editor")]
    NotClaimable,
    /// It was decided.
    #[error("this application has been decided")]
    Decided,
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for ApplicationError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotAdministrator
            | Self::NotYours
            | Self::OwnApplication
            | Self::ThroughFrontEnd => Kind::Forbidden,
            Self::NotFound => Kind::NotFound,
            Self::Waits | Self::HasOrganisation | Self::NotClaimable | Self::Decided => {
                Kind::Conflict
            }
            Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::ThroughFrontEnd => THROUGH_FRONT_END,
            Self::NotAdministrator => "application.not_administrator",
            Self::NotFound => "application.not_found",
            Self::NotYours => "application.not_yours",
            Self::OwnApplication => "application.own_application",
            Self::Waits => "application.waits",
            Self::HasOrganisation => "application.has_organisation",
            Self::NotClaimable => "application.not_claimable",
            Self::Decided => "application.decided",
            Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::ThroughFrontEnd => "dit gaat niet via een app of site van een ander; log hier in",
            Self::NotAdministrator => "alleen een beheerder beslist over een aanmelding",
            Self::NotFound => "deze aanmelding bestaat niet",
            Self::NotYours => "deze aanmelding is niet van jou",
            Self::OwnApplication => "deze aanmelding deed je zelf; een ander beslist erover",
            Self::Waits => {
                "er wacht al een aanmelding van je; haal die terug, of wacht op antwoord"
            }
            Self::HasOrganisation => {
                "dit account werkt al voor een organisatie; gebruik een ander account"
            }
            Self::NotClaimable => "deze aanbieder houdt zelf zijn aanbod bij; vraag het daar",
            Self::Decided => "over deze aanmelding is al beslist",
            Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }
}
