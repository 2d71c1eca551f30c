//! How the community can fail.

use sea_orm::DbErr;

use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem};

/// A failure of the community.
#[derive(Debug, thiserror::Error)]
pub enum CommunityError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// The community is not for this hat, whatever is asked of it.
    #[error("the community is for foster parents and those who moderate it")]
    Closed,
    /// Moderators read, and write nothing.
    #[error("only a parent writes here")]
    ReadersOnly,
    /// There is no such room, or none that may be known of.
    #[error("there is no such room")]
    NoSuchRoom,
    /// There is no such thread, or none that may be known of.
    #[error("there is no such thread")]
    NoSuchThread,
    /// There is no such post, or none that may be known of.
    #[error("there is no such post")]
    NoSuchPost,
    /// Somebody else wrote it.
    #[error("this post is not yours")]
    NotYours,
    /// What is kept or shipped does not read as it should.
    #[error("the community does not read: {0}")]
    Broken(String),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for CommunityError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::Closed | Self::ReadersOnly | Self::NotYours => Kind::Forbidden,
            Self::NoSuchRoom | Self::NoSuchThread | Self::NoSuchPost => Kind::NotFound,
            Self::Broken(_) | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::Closed => "community.closed",
            Self::ReadersOnly => "community.readers_only",
            Self::NoSuchRoom => "room.not_found",
            Self::NoSuchThread => "thread.not_found",
            Self::NoSuchPost => "post.not_found",
            Self::NotYours => "post.not_yours",
            Self::Broken(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::Closed => "de community is voor pleegouders en wie haar modereert",
            Self::ReadersOnly => "hier schrijft alleen een ouder",
            Self::NoSuchRoom => "deze ruimte bestaat niet",
            Self::NoSuchThread => "dit gesprek bestaat niet",
            Self::NoSuchPost => "dit bericht bestaat niet",
            Self::NotYours => "dit bericht is niet van jou",
            Self::Broken(_) | Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }
}
