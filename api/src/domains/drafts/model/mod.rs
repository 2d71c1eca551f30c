//! Drafts, as values.

mod content;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domains::catalogue::{Footing, OwnCourse};
use crate::domains::intake::Message;
use crate::identities;
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::revision::Revision;

pub use content::{Content, EditionContent};

/// The most drafts that one provider may have.
pub const MOST: u64 = 500;
/// How large a draft may be, in bytes of JSON.
pub const LARGEST: usize = 128 * 1024;
/// How long the words may be with which a draft is returned.
pub const LONGEST_REASON: usize = 2_000;

identities! {
    /// A draft of a course.
    DraftId = "Draft";
}

crate::words! {
    /// How far a draft is
    State as DraftState "DraftState" {
        /// Being written
        Draft = "draft" / "DRAFT",
        /// Waiting for a reviewer
        InReview = "in_review" / "IN_REVIEW",
        /// Given back by a reviewer, who said why
        Returned = "returned" / "RETURNED",
        /// Approved: the course will be as it says on the day it names
        Planned = "planned" / "PLANNED",
        /// Approved: the course is as it says
        Published = "published" / "PUBLISHED",
    }
}

/// What its author does with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Writes it anew.
    Replace,
    /// Has it stand in the review queue.
    Submit,
    /// Takes it from the queue, or calls off what was planned.
    Retract,
    /// Throws it away.
    Remove,
}

impl Step {
    /// Whether it can be done to a draft that is so far.
    pub fn goes(self, from: State) -> bool {
        match self {
            Self::Replace | Self::Submit => matches!(from, State::Draft | State::Returned),
            Self::Retract => matches!(from, State::InReview | State::Planned),
            Self::Remove => !matches!(from, State::InReview | State::Planned),
        }
    }
}

/// A draft, as it is kept.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Whose it is.
    pub provider: ProviderId,
    /// The course that it is of; nothing where that is not there yet.
    pub course: Option<CourseId>,
    /// The state of that course with which it began.
    pub base: Option<Footing>,
    /// How far it is.
    pub state: State,
    /// What it says.
    pub content: Content,
    /// Why it was returned.
    pub reason: Option<String>,
    /// How often it changed.
    pub revision: Revision,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Since when it stands in the review queue, or when it last did.
    pub submitted_at: Option<DateTime<Utc>>,
    /// From which day on the course shall be so, in Amsterdam; once approved where there is none.
    pub takes_effect_on: Option<NaiveDate>,
}

/// A draft as lists show it, without what it says.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its id.
    pub id: DraftId,
    /// Whose it is.
    pub provider: ProviderId,
    /// The course that it is of; nothing where that is not there yet.
    pub course: Option<CourseId>,
    /// The title that it gives the course.
    pub title: Option<String>,
    /// How far it is.
    pub state: State,
    /// Why it was returned.
    pub reason: Option<String>,
    /// How often it changed.
    pub revision: Revision,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// Since when it stands in the review queue, or when it last did.
    pub submitted_at: Option<DateTime<Utc>>,
    /// From which day on the course shall be so, in Amsterdam; once approved where there is none.
    pub takes_effect_on: Option<NaiveDate>,
}

impl From<Draft> for Listed {
    fn from(draft: Draft) -> Self {
        Self {
            id: draft.id,
            provider: draft.provider,
            course: draft.course,
            title: draft.content.title,
            state: draft.state,
            reason: draft.reason,
            revision: draft.revision,
            created_at: draft.created_at,
            updated_at: draft.updated_at,
            submitted_at: draft.submitted_at,
            takes_effect_on: draft.takes_effect_on,
        }
    }
}

/// A draft with what is to be said of it now.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The draft.
    pub draft: Draft,
    /// What is to be said of what it says.
    pub messages: Vec<Message>,
    /// Whether the course changed since the draft began with it.
    pub course_changed: bool,
}

impl Draft {
    /// Whether its day has not come yet.
    pub fn waits(&self, today: NaiveDate) -> bool {
        self.takes_effect_on.is_some_and(|day| day > today)
    }

    /// Whether a course, as it stands, is another than the draft began with. Its editions
    /// count where the draft says what they shall be.
    pub fn began_otherwise(&self, standing: Option<&(OwnCourse, Footing)>) -> bool {
        match (&self.base, standing) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(base), Some((_, now))) => {
                let named = self.content.editions.is_some();
                base.revision != now.revision || (named && base.editions != now.editions)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_for_a_reviewer_can_only_be_taken_from_the_queue() {
        for step in [Step::Replace, Step::Submit, Step::Remove] {
            assert!(!step.goes(State::InReview) && step.goes(State::Returned));
        }
        assert!(Step::Retract.goes(State::InReview) && !Step::Retract.goes(State::Draft));
        assert!(Step::Retract.goes(State::Planned) && !Step::Remove.goes(State::Planned));
        assert!(!Step::Replace.goes(State::Published) && Step::Remove.goes(State::Published));
    }
}
