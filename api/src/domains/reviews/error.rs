//! How reviews can fail.

use sea_orm::DbErr;

use crate::kernel::error::{Kind, NOT_SIGNED_IN, Problem};

/// A failure of reviews.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// Only a parent draws a right.
    #[error("only a parent may review a course")]
    NotAParent,
    /// Only a moderator may do this.
    #[error("only a moderator may do this")]
    NotAModerator,
    /// The right for this course was drawn before.
    #[error("you drew the right to review this course before; there is one for each course")]
    AlreadyDrawn,
    /// Somebody signed in shows a token of a review.
    #[error("send this without a bearer token, so that nobody can tie the review to your account")]
    BearerShown,
    /// The token stands in an address, where logs keep it.
    #[error("send this by POST: an address is kept in logs")]
    TokenInAddress,
    /// There is no such course.
    #[error("this course is no longer here")]
    NoSuchCourse,
    /// There is no such review.
    #[error("there is no such review")]
    NotFound,
    /// It came out: it can be erased, not changed.
    #[error("this review came out; erase it, and you may write another")]
    CameOut,
    /// Its author changed it since the moderator looked.
    #[error("the author changed this review in the meantime; read it again")]
    Changed,
    /// What is kept does not read as it should.
    #[error("a review that is kept does not read: {0}")]
    Broken(String),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for ReviewError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::NotAParent | Self::NotAModerator => Kind::Forbidden,
            Self::BearerShown | Self::TokenInAddress => Kind::Invalid,
            Self::NoSuchCourse | Self::NotFound => Kind::NotFound,
            Self::AlreadyDrawn | Self::CameOut => Kind::Conflict,
            Self::Changed => Kind::Stale,
            Self::Broken(_) | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::NotAParent => "review.not_a_parent",
            Self::NotAModerator => "review.not_a_moderator",
            Self::AlreadyDrawn => "review.right_already_drawn",
            Self::BearerShown => "review.bearer_refused",
            Self::TokenInAddress => "review.token_in_address",
            Self::NoSuchCourse => "review.course_gone",
            Self::NotFound => "review.not_found",
            Self::CameOut => "review.came_out",
            Self::Changed => "review.changed",
            Self::Broken(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::NotAParent => "alleen een ouder kan leeraanbod beoordelen",
            Self::NotAModerator => "alleen een moderator mag dit doen",
            Self::AlreadyDrawn => {
                "je hebt het recht om dit leeraanbod te beoordelen al opgehaald; je krijgt het één keer"
            }
            Self::BearerShown => {
                "stuur dit zonder toegangsbewijs; dan kan niemand de beoordeling aan je account koppelen"
            }
            Self::TokenInAddress => "stuur dit met POST: een adres blijft in logboeken staan",
            Self::NoSuchCourse => "dit leeraanbod is er niet meer",
            Self::NotFound => "deze beoordeling bestaat niet",
            Self::CameOut => {
                "deze beoordeling is verschenen; wis haar, dan kun je een nieuwe schrijven"
            }
            Self::Changed => "de schrijver heeft dit intussen veranderd; lees het opnieuw",
            Self::Broken(_) | Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }
}
