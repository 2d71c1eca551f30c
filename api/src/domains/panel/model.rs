//! What the panel holds, as values.

use chrono::NaiveDate;

use crate::identities;
use crate::words;

identities! {
    /// What a member of the panel proposes.
    IdeaId = "Idea";
    /// What the panel is asked.
    ConsultationId = "Consultation";
}

words! {
    /// How far a consultation is
    State as ConsultationState "ConsultationState" {
        /// Its first day is still to come
        Announced = "announced" / "ANNOUNCED",
        /// It can be answered
        Open = "open" / "OPEN",
        /// Its last day has gone, and its results are told
        Closed = "closed" / "CLOSED",
    }
}

/// Somebody, as one idea or one consultation alone knows them: a keyed hash.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pseudonym(pub String);

/// An idea.
#[derive(Clone, Debug)]
pub struct Idea {
    /// Its id, which tells nothing of its order.
    pub id: IdeaId,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub text: String,
    /// The month in which it was submitted: `2026-11`.
    pub submitted_in: String,
    /// By whom, as this idea alone knows them.
    pub author: Pseudonym,
}

/// A consultation.
#[derive(Clone, Debug)]
pub struct Consultation {
    /// Its id.
    pub id: ConsultationId,
    /// What is asked.
    pub question: String,
    /// What to know to answer it.
    pub explanation: Option<String>,
    /// What can be answered, in its place.
    pub options: Vec<Choice>,
    /// The first day on which it is open.
    pub opens_on: NaiveDate,
    /// The last day on which it is open.
    pub closes_on: NaiveDate,
}

/// One of the answers to a consultation.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its code within the consultation.
    pub code: String,
    /// What it says.
    pub label: String,
    /// How many people gave it. Told by the counting policy alone.
    pub answers: u32,
}

impl Consultation {
    /// How far it is on a day in Amsterdam; open on its first and on its last.
    pub fn state(&self, today: NaiveDate) -> State {
        if today < self.opens_on {
            State::Announced
        } else if today <= self.closes_on {
            State::Open
        } else {
            State::Closed
        }
    }
}

/// Something as one reader meets it.
#[derive(Clone, Debug)]
pub struct Met<T> {
    /// The thing.
    pub it: T,
    /// For an idea: whether the reader wrote it. For a consultation: whether they
    /// answered it; nothing where they are not asked.
    pub own: Option<bool>,
}

/// What came of a consultation, as it is told.
#[derive(Clone, Debug)]
pub struct Results {
    /// Which consultation.
    pub consultation: ConsultationId,
    /// How many people answered at least: the sum of what is told of the options; nothing
    /// where nothing is.
    pub answers: Option<u32>,
    /// What they answered, in its place: code, label, and how many, where that is told.
    pub options: Vec<(String, String, Option<u32>)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consultation_is_open_on_its_first_day_and_on_its_last() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
        let consultation = Consultation {
            id: ConsultationId(uuid::Uuid::nil()),
            question: String::new(),
            explanation: None,
            options: Vec::new(),
            opens_on: day(2),
            closes_on: day(4),
        };
        let states = (1..=5).map(|at| consultation.state(day(at)));
        let wanted = [
            State::Announced,
            State::Open,
            State::Open,
            State::Open,
            State::Closed,
        ];
        assert!(states.eq(wanted));
    }
}
