//! What an organisation is asked because of a push, and what it answers.

use chrono::{DateTime, Utc};
use uuid::Uuid;

crate::words! {
    /// Why it is asked
    QuestionKind as PushQuestionKind "PushQuestionKind" {
        /// The push names all courses, and not this one
        Vanished = "vanished" / "VANISHED",
        /// The course was taken back, and a row brings its key back under another title
        Returned = "returned" / "RETURNED",
    }
    /// How a question stands
    QuestionState as PushQuestionState "PushQuestionState" {
        /// It waits for an answer
        Open = "open" / "OPEN",
        /// So many courses vanish that it takes no answer: push again with `maxWithdrawals`
        Refused = "refused" / "REFUSED",
        /// The course was taken back
        Withdrawn = "withdrawn" / "WITHDRAWN",
        /// The course stays
        Kept = "kept" / "KEPT",
        /// It is the same course, which is what the row says now
        Same = "same" / "SAME",
        /// It is another course, which has the key from now on
        Other = "other" / "OTHER",
    }
    /// What is answered
    AnswerWord as PushAnswerWord "PushAnswerWord" {
        /// The course that vanished is taken back
        Withdraw = "withdraw" / "WITHDRAW",
        /// The course that vanished stays, until a push of all is asked about it again
        Keep = "keep" / "KEEP",
        /// What came back is the same course under another title
        Same = "same" / "SAME",
        /// What came back is another course: the one that was taken back gives up its key
        Other = "other" / "OTHER",
    }
}

impl AnswerWord {
    /// To which question it is an answer.
    pub fn kind(self) -> QuestionKind {
        match self {
            Self::Withdraw | Self::Keep => QuestionKind::Vanished,
            Self::Same | Self::Other => QuestionKind::Returned,
        }
    }

    /// How the question stands once it is given.
    pub fn state(self) -> QuestionState {
        match self {
            Self::Withdraw => QuestionState::Withdrawn,
            Self::Keep => QuestionState::Kept,
            Self::Same => QuestionState::Same,
            Self::Other => QuestionState::Other,
        }
    }
}

/// A question about one course.
#[derive(Clone, Debug)]
pub struct Question {
    /// Why it is asked.
    pub kind: QuestionKind,
    /// The course.
    pub course: Uuid,
    /// The provider's key of it.
    pub external_id: String,
    /// Its title as it stood.
    pub title: String,
    /// The row that brings it back.
    pub row: Option<i32>,
    /// What that row says.
    pub said: Option<String>,
    /// How it stands.
    pub state: QuestionState,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
}
