//! Who may do what with reviews.
//!
//! An author is known by the token alone, and is refused with an account beside it.
//! Every proof names one act, borrows the write it is for, and is made here alone.

use super::error::ReviewError;
use super::model::{Month, Quarter, Review, ReviewId, SHOWN_FROM, Standing};
use super::token::Right;
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, CourseId};
use crate::kernel::revision::Revision;

/// Leave to draw the right to review a course.
pub struct Drawing<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets a parent draw, verified or not.
pub fn drawing<'tx>(tx: &'tx WriteTx, parent: &Parent) -> Drawing<'tx> {
    Drawing {
        tx,
        account: parent.0,
    }
}

impl<'tx> Drawing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who draws. It is hashed at once, and no row names it.
    pub fn account(&self) -> AccountId {
        self.account
    }
}

/// A parent, signed in.
pub struct Parent(AccountId);

/// Somebody who signed in as a parent.
pub fn parent(actor: &Actor) -> Result<Parent, ReviewError> {
    let person = signed_in(actor)?;
    match person.hat {
        Hat::Parent { .. } => Ok(Parent(person.account)),
        _ => Err(ReviewError::NotAParent),
    }
}

/// Refuses whoever comes with an account, so that no front-end ties the two by accident.
pub fn without_bearer(actor: &Actor) -> Result<(), ReviewError> {
    match actor {
        Actor::Anonymous => Ok(()),
        Actor::Person(_) | Actor::Client(_) => Err(ReviewError::BearerShown),
    }
}

/// Leave to write the review that a right is for, for the first time or anew.
pub struct Writing<'tx> {
    tx: &'tx WriteTx,
    right: Right,
    stands: Option<ReviewId>,
}

/// Lets whoever shows the token write, until the review comes out.
pub fn writing<'tx>(
    tx: &'tx WriteTx,
    right: Right,
    stands: Option<&Review>,
) -> Result<Writing<'tx>, ReviewError> {
    match stands.map(|review| &review.standing) {
        Some(Standing::Published(_)) => Err(ReviewError::CameOut),
        _ => Ok(Writing {
            tx,
            right,
            stands: stands.map(|review| review.id),
        }),
    }
}

impl<'tx> Writing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// The right.
    pub fn right(&self) -> &Right {
        &self.right
    }

    /// The review that stands already.
    pub fn stands(&self) -> Option<ReviewId> {
        self.stands
    }
}

/// Leave to erase a review.
pub struct Erasing<'tx> {
    tx: &'tx WriteTx,
    review: ReviewId,
}

/// Lets whoever shows its token erase a review, whatever its standing.
pub fn erasing<'tx>(tx: &'tx WriteTx, _shown: &Right, review: &Review) -> Erasing<'tx> {
    Erasing {
        tx,
        review: review.id,
    }
}

impl<'tx> Erasing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which review.
    pub fn review(&self) -> ReviewId {
        self.review
    }
}

/// Leave to release a review or to give it back.
pub struct Moderating<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    review: ReviewId,
}

/// Lets a moderator decide on the words that they read.
pub fn moderating<'tx>(
    tx: &'tx WriteTx,
    moderator: &Moderator<'_>,
    review: &Review,
    read: Revision,
) -> Result<Moderating<'tx>, ReviewError> {
    if review.revision != read {
        return Err(ReviewError::Changed);
    }
    Ok(Moderating {
        tx,
        by: moderator.0.clone(),
        review: review.id,
    })
}

impl<'tx> Moderating<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who decides.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// On which review.
    pub fn review(&self) -> ReviewId {
        self.review
    }
}

/// A moderator, signed in.
pub struct Moderator<'a>(&'a Person);

/// Somebody who signed in as a moderator.
pub fn moderator(actor: &Actor) -> Result<Moderator<'_>, ReviewError> {
    let person = signed_in(actor)?;
    match person.hat {
        Hat::Moderator => Ok(Moderator(person)),
        _ => Err(ReviewError::NotAModerator),
    }
}

/// Which reviews somebody may list: a moderator, all of them.
#[derive(Clone, Copy, Debug)]
pub struct Visible(());

impl Visible {
    /// Shows a moderator every review.
    pub fn to_moderator(actor: &Actor) -> Result<Self, ReviewError> {
        moderator(actor).map(|_| Self(()))
    }
}

/// Leave to let the reviews of a course that wait come out together.
pub struct Publishing<'tx> {
    tx: &'tx WriteTx,
    course: CourseId,
    waiting: Vec<ReviewId>,
    month: Month,
    period: Quarter,
}

impl<'tx> Publishing<'tx> {
    /// The house does so by the calendar: once a month at most, and never so few that
    /// somebody could tell whose they are.
    pub fn by_the_calendar(
        tx: &'tx WriteTx,
        course: CourseId,
        waiting: Vec<ReviewId>,
        last: Option<&Month>,
        (month, period): (Month, Quarter),
    ) -> Option<Self> {
        (waiting.len() >= SHOWN_FROM && last != Some(&month)).then_some(Self {
            tx,
            course,
            waiting,
            month,
            period,
        })
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which course.
    pub fn course(&self) -> CourseId {
        self.course
    }

    /// Which of its reviews.
    pub fn waiting(&self) -> &[ReviewId] {
        &self.waiting
    }

    /// In which month.
    pub fn month(&self) -> &Month {
        &self.month
    }

    /// In which quarter, as the public is told.
    pub fn period(&self) -> &Quarter {
        &self.period
    }
}

/// Leave to show nothing of a course's reviews any more.
pub struct Hiding<'tx> {
    tx: &'tx WriteTx,
    course: CourseId,
}

/// The house hides what is left once too few are.
pub fn hiding(tx: &WriteTx, course: CourseId, left: usize) -> Option<Hiding<'_>> {
    (left < SHOWN_FROM).then_some(Hiding { tx, course })
}

impl<'tx> Hiding<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which course.
    pub fn course(&self) -> CourseId {
        self.course
    }
}

/// Leave to have rows forget in which order they came. It changes nothing that they say.
pub struct Forgetting<'tx>(&'tx WriteTx);

impl<'tx> Forgetting<'tx> {
    /// The house does so by the calendar.
    pub fn by_the_calendar(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

fn signed_in(actor: &Actor) -> Result<&Person, ReviewError> {
    actor.person().ok_or(ReviewError::NotSignedIn)
}
