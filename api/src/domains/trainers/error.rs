//! How trainers and credentials can fail.

use crate::domains::catalogue::CatalogueError;
use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem};

/// The most trainers that one provider may have.
pub const MOST_TRAINERS: u64 = 500;
/// The most credentials that one trainer may have.
pub const MOST_CREDENTIALS: u64 = 50;

/// A failure of a trainer or a credential.
#[derive(Debug, thiserror::Error)]
pub enum TrainerError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// Trainers are not for this hat, whatever is asked of them.
    #[error("this is for organisations and administrators")]
    Closed,
    /// There is no such trainer, or none that one may know of.
    #[error(transparent)]
    NotFound(#[from] CatalogueError),
    /// The trainer is another provider's.
    #[error("this is another organisation's trainer")]
    NotYours,
    /// The key is that of another trainer.
    #[error("another trainer of yours has this key")]
    KeyTaken,
    /// There are too many already.
    #[error("an organisation has up to {MOST_TRAINERS} trainers")]
    TooMany,
    /// Nobody asked for the trainer to be taken off.
    #[error("nobody asked for this trainer to be taken off")]
    NotAsked,
    /// There is no such credential, or none that one may know of.
    #[error("there is no such credential")]
    NoCredential,
    /// Only who issues a credential does this.
    #[error("only the organisation that issues this credential does this")]
    NotIssuer,
    /// Only the trainer's own provider does this.
    #[error("only the organisation whose trainer this is does this")]
    NotEmployer,
    /// The organisation may not issue credentials.
    #[error("this organisation may not issue credentials; an administrator decides on that")]
    NoRight,
    /// It stands otherwise than the step needs.
    #[error("this cannot be done to the credential as it stands")]
    WrongState,
    /// There are too many already.
    #[error("a trainer has up to {MOST_CREDENTIALS} credentials")]
    TooManyCredentials,
    /// Only an administrator lets organisations issue.
    #[error("only an administrator lets an organisation issue credentials")]
    NotAdministrator,
}

impl Problem for TrainerError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::Closed
            | Self::NotYours
            | Self::NotIssuer
            | Self::NotEmployer
            | Self::NoRight
            | Self::NotAdministrator => Kind::Forbidden,
            Self::NotFound(absent) => absent.kind(),
            Self::NoCredential => Kind::NotFound,
            Self::KeyTaken
            | Self::TooMany
            | Self::NotAsked
            | Self::WrongState
            | Self::TooManyCredentials => Kind::Conflict,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::Closed => "trainer.closed",
            Self::NotFound(absent) => absent.code(),
            Self::NotYours => "trainer.not_yours",
            Self::KeyTaken => "trainer.key_taken",
            Self::TooMany => "trainer.too_many",
            Self::NotAsked => "trainer.not_asked",
            Self::NoCredential => "credential.not_found",
            Self::NotIssuer => "credential.not_issuer",
            Self::NotEmployer => "credential.not_employer",
            Self::NoRight => "credential.no_right",
            Self::WrongState => "credential.wrong_state",
            Self::TooManyCredentials => "credential.too_many",
            Self::NotAdministrator => "issuer_right.not_administrator",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in".to_owned(),
            Self::Closed => "dit is er voor organisaties en beheerders".to_owned(),
            Self::NotFound(absent) => absent.dutch(),
            Self::NotYours => "dit is een trainer van een andere organisatie".to_owned(),
            Self::KeyTaken => "een andere trainer van jullie heeft deze sleutel".to_owned(),
            Self::TooMany => format!("een organisatie heeft hoogstens {MOST_TRAINERS} trainers"),
            Self::NotAsked => "niemand vroeg om deze trainer weg te halen".to_owned(),
            Self::NoCredential => "dit getuigschrift bestaat niet".to_owned(),
            Self::NotIssuer => {
                "alleen de organisatie die dit getuigschrift uitgeeft doet dit".to_owned()
            }
            Self::NotEmployer => "alleen de organisatie van deze trainer doet dit".to_owned(),
            Self::NoRight => {
                "deze organisatie mag geen getuigschriften uitgeven; een beheerder beslist daarover"
                    .to_owned()
            }
            Self::WrongState => "zoals dit getuigschrift er nu voor staat kan dit niet".to_owned(),
            Self::TooManyCredentials => {
                format!("een trainer heeft hoogstens {MOST_CREDENTIALS} getuigschriften")
            }
            Self::NotAdministrator => {
                "alleen een beheerder laat een organisatie getuigschriften uitgeven".to_owned()
            }
        }
    }
}
