//! How looking after programs, and asking for tokens, can fail.

use sea_orm::DbErr;

use super::model::MOST_CLIENTS;
use crate::kernel::error::{ApiError, Kind, NOT_SIGNED_IN, Problem, database};

/// A failure of looking after programs.
#[derive(Debug, thiserror::Error)]
pub enum OauthError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// Only an organisation's editor looks after its programs, and an administrator.
    #[error("only an organisation looks after its programs, or an administrator")]
    NotAllowed,
    /// There is no such program, or it is another provider's.
    #[error("there is no such program")]
    NotFound,
    /// It signs with keys of its own.
    #[error("this program signs with keys of its own, and has no secret")]
    HasKeys,
    /// The provider has as many as it may.
    #[error("a provider has at most {MOST_CLIENTS} programs; end one first")]
    TooMany,
    /// A front-end that anybody can look into keeps no secret.
    #[error("this front-end cannot keep a secret, and has none")]
    KeepsNone,
    /// Whoever asks came through no front-end of others.
    #[error("this tells a front-end of others who signed in; you came through none")]
    NotThrough,
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for OauthError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotAllowed | Self::NotThrough => Kind::Forbidden,
            Self::NotFound => Kind::NotFound,
            Self::HasKeys | Self::TooMany | Self::KeepsNone => Kind::Conflict,
            Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::NotAllowed => "api_client.not_allowed",
            Self::NotFound => "api_client.not_found",
            Self::HasKeys => "api_client.has_keys",
            Self::TooMany => "api_client.too_many",
            Self::NotThrough => "api_client.not_through",
            Self::KeepsNone => "api_client.keeps_no_secret",
            Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in".to_owned(),
            Self::NotAllowed => {
                "alleen een organisatie beheert haar programma's, of een beheerder".to_owned()
            }
            Self::NotFound => "dit programma bestaat niet".to_owned(),
            Self::HasKeys => {
                "dit programma tekent met eigen sleutels en heeft geen geheim".to_owned()
            }
            Self::TooMany => format!(
                "een aanbieder heeft hoogstens {MOST_CLIENTS} programma's; beëindig er eerst een"
            ),
            Self::NotThrough => {
                "dit vertelt een app of site van een ander wie er is; jij komt niet via een"
                    .to_owned()
            }
            Self::KeepsNone => {
                "deze app of site kan geen geheim bewaren, en heeft er geen".to_owned()
            }
            Self::Database(_) => "er ging bij ons iets mis".to_owned(),
        }
    }
}

/// Why no token was given: in the words of RFC 6749 §5.2, which programs match on.
#[derive(Debug)]
pub enum Refused {
    /// The request is not one that can be read.
    Request(&'static str),
    /// Who asks was not shown, or not truly.
    Client,
    /// What is traded is worth nothing, or no longer.
    Grant,
    /// Who asks may not ask in this way.
    Unauthorized,
    /// No such way of asking is known.
    GrantType,
    /// More is asked for than the program may have.
    Scope,
    /// We failed.
    Ours(ApiError),
}

impl Refused {
    /// The word, and a sentence for whoever makes the program.
    pub fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::Request(why) => ("invalid_request", why),
            Self::Client => (
                "invalid_client",
                "this program is not known, or what it showed is not right, or no longer",
            ),
            Self::Grant => (
                "invalid_grant",
                "this code or refresh token is not valid, or no longer, or was given to another",
            ),
            Self::Unauthorized => (
                "unauthorized_client",
                "this way of asking is not for this program",
            ),
            Self::GrantType => (
                "unsupported_grant_type",
                "this way of asking for a token is not known here",
            ),
            Self::Scope => (
                "invalid_scope",
                "this program may not have one of the scopes asked for",
            ),
            Self::Ours(_) => ("server_error", "something went wrong on our side"),
        }
    }
}

impl From<DbErr> for Refused {
    fn from(error: DbErr) -> Self {
        Self::Ours(database(error))
    }
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self::Ours(error)
    }
}
