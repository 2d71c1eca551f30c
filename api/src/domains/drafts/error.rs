//! How drafts can fail.

use sea_orm::DbErr;

use super::model::MOST;
use crate::domains::intake::Message;
use crate::kernel::error::{Fault, Kind, NOT_SIGNED_IN, Problem};

/// A failure of a draft.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// Nobody is signed in.
    #[error("sign in first")]
    NotSignedIn,
    /// Drafts are not for this hat, whatever is asked of them.
    #[error("drafts are for organisations, editors and administrators")]
    Closed,
    /// Only an organisation writes drafts.
    #[error("only an organisation does this, with its own drafts")]
    NotAuthor,
    /// Only an editor or an administrator reviews.
    #[error("only an editor or an administrator reviews a draft")]
    NotReviewer,
    /// The reviewer wrote it, under another hat.
    #[error("you wrote this draft yourself; somebody else reviews it")]
    OwnDraft,
    /// There is no such draft, or it is another organisation's.
    #[error("there is no such draft")]
    NotFound,
    /// It waits for a reviewer.
    #[error("this draft waits for a reviewer; take it back first")]
    InReview,
    /// It waits for no reviewer.
    #[error("this draft does not wait for a reviewer")]
    NotInReview,
    /// It is approved, and waits for its day.
    #[error("this draft is approved and waits for its day; take it back first")]
    Planned,
    /// It is a course by now.
    #[error("this draft was approved; begin a new one for what changes next")]
    Published,
    /// It says what a course cannot be.
    #[error("something in this draft is not right yet")]
    Faulty(Vec<Message>),
    /// The course is another than the draft began with.
    #[error(
        "the course has changed since this draft began; nothing was overwritten. Its author looks at the course, and writes the draft anew with `rebase`"
    )]
    CourseChanged,
    /// There are too many already.
    #[error("an organisation has up to {MOST} drafts; throw away what is done with")]
    TooMany,
    /// What is kept of a draft cannot be read.
    #[error("draft: {0}")]
    Broken(#[from] serde_json::Error),
    /// The database failed.
    #[error("database: {0}")]
    Database(#[from] DbErr),
}

impl Problem for DraftError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotSignedIn => Kind::Unauthenticated,
            Self::Closed | Self::NotAuthor | Self::NotReviewer | Self::OwnDraft => Kind::Forbidden,
            Self::NotFound => Kind::NotFound,
            Self::InReview
            | Self::NotInReview
            | Self::Planned
            | Self::Published
            | Self::Faulty(_)
            | Self::TooMany => Kind::Conflict,
            Self::CourseChanged => Kind::Stale,
            Self::Broken(_) | Self::Database(_) => Kind::Internal,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotSignedIn => NOT_SIGNED_IN,
            Self::Closed => "draft.closed",
            Self::NotAuthor => "draft.not_author",
            Self::NotReviewer => "draft.not_reviewer",
            Self::OwnDraft => "draft.own_draft",
            Self::NotFound => "draft.not_found",
            Self::InReview => "draft.in_review",
            Self::NotInReview => "draft.not_in_review",
            Self::Planned => "draft.planned",
            Self::Published => "draft.published",
            Self::Faulty(_) => "draft.has_faults",
            Self::CourseChanged => "draft.course_changed",
            Self::TooMany => "draft.too_many",
            Self::Broken(_) | Self::Database(_) => "internal",
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NotSignedIn => "log eerst in",
            Self::Closed => "concepten zijn er voor organisaties, redacteuren en beheerders",
            Self::NotAuthor => "alleen een organisatie doet dit, met haar eigen concepten",
            Self::NotReviewer => "alleen een redacteur of een beheerder beoordeelt een concept",
            Self::OwnDraft => "dit concept schreef je zelf; een ander beoordeelt het",
            Self::NotFound => "dit concept bestaat niet",
            Self::InReview => "dit concept wacht op een beoordelaar; haal het eerst terug",
            Self::NotInReview => "dit concept wacht niet op een beoordelaar",
            Self::Planned => "dit concept is goedgekeurd en wacht op zijn dag; haal het eerst terug",
            Self::Published => {
                "dit concept is goedgekeurd; begin een nieuw voor wat er nu verandert"
            }
            Self::Faulty(_) => "iets in dit concept klopt nog niet",
            Self::CourseChanged => {
                "het leeraanbod is veranderd sinds dit concept begon; er is niets overschreven. De schrijver bekijkt het leeraanbod en schrijft het concept opnieuw met `rebase`"
            }
            Self::TooMany => {
                return format!(
                    "een organisatie heeft hoogstens {MOST} concepten; gooi weg wat klaar is"
                );
            }
            Self::Broken(_) | Self::Database(_) => "er ging bij ons iets mis",
        }
        .to_owned()
    }

    fn faults(&self) -> Vec<Fault> {
        match self {
            Self::Faulty(messages) => messages.iter().filter_map(Message::fault).collect(),
            _ => Vec::new(),
        }
    }
}
