//! A push as a whole: how it is meant, how far it is, and what it did.

use chrono::{DateTime, Utc};

use super::{Digest, Outcome, PushId, ReceiptRow};
use crate::kernel::error::Fault;
use crate::kernel::id::ProviderId;
use crate::kernel::language::Text;

crate::words! {
    /// Whether a push names all that is offered
    Mode as PushMode "PushMode" {
        /// What it does not name stays as it is
        Delta = "delta" / "DELTA",
        /// It names all: what it does not name is asked about
        Full = "full" / "FULL",
    }
    /// What becomes of a push of which a row is refused
    Atomicity as PushAtomicity "PushAtomicity" {
        /// The other rows stand
        Row = "row" / "ROW",
        /// Nothing of it is done
        All = "all" / "ALL",
    }
    /// How far a push is
    State as PushState "PushState" {
        /// It was taken, and waits for its turn
        Waiting = "waiting" / "WAITING",
        /// Some of it is done
        Working = "working" / "WORKING",
        /// All of it is done
        Done = "done" / "DONE",
        /// Nothing of it is done, since it was all or nothing and a row was refused
        Refused = "refused" / "REFUSED",
        /// It was given up on our side; its receipt tells what was done of it
        Failed = "failed" / "FAILED",
    }
}

impl State {
    /// Those of a push that is not over yet.
    pub const OPEN: [Self; 2] = [Self::Waiting, Self::Working];

    /// Whether nothing more becomes of it.
    pub fn is_over(self) -> bool {
        !Self::OPEN.contains(&self)
    }
}

/// How a push is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether it names all that is offered.
    pub mode: Mode,
    /// What becomes of it where a row is refused.
    pub atomicity: Atomicity,
    /// The most courses that may be taken back because it does not name them.
    pub max_withdrawals: Option<i32>,
    /// Whether to say only what would happen.
    pub dry_run: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mode: Mode::Delta,
            atomicity: Atomicity::Row,
            max_withdrawals: None,
            dry_run: false,
        }
    }
}

impl Options {
    /// What is usual, and whether it is a dry run.
    pub fn usual(dry_run: bool) -> Self {
        Self {
            dry_run,
            ..Self::default()
        }
    }

    /// Adds what is not usual to what tells one push from another: the usual ones are told
    /// apart as they were before there were others.
    pub fn tell(&self, digest: &mut Digest) {
        let usual = Self::usual(self.dry_run);
        if *self != usual {
            digest.add(self.mode.word());
            digest.add(self.atomicity.word());
            digest.add(&format!("{:?}", self.max_withdrawals));
        }
    }

    /// Whether so many courses that vanish, of all that there are, are too many to be taken back
    /// without being told that it is meant.
    pub fn are_too_many(&self, vanished: usize, of: usize) -> bool {
        match self.max_withdrawals {
            Some(most) => vanished > usize::try_from(most).unwrap_or_default(),
            None => vanished * 100 > of * MOST_PERCENT,
        }
    }
}

/// The share of an offer that may vanish without a word.
const MOST_PERCENT: usize = 20;

/// The most that can be asked for in `maxWithdrawals`.
const MOST_WITHDRAWALS: i32 = 1_000_000;

/// What is wrong with how many courses may be taken back.
pub fn out_of_range(place: &str, most: Option<i32>) -> Option<Fault> {
    let most = most?;
    (!(0..=MOST_WITHDRAWALS).contains(&most)).then(|| {
        let detail = Text::new(
            format!("is een getal van 0 tot {MOST_WITHDRAWALS}"),
            format!("is a number from 0 to {MOST_WITHDRAWALS}"),
        );
        Fault::at(place, "push.out_of_range", detail)
    })
}

/// How many rows became what. They add up to the rows of which it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows of which it is told what became of them: all that were sent, once it is over.
    pub sent: i32,
    /// Rows that made a course.
    pub created: i32,
    /// Rows that changed one.
    pub updated: i32,
    /// Rows that said what was known.
    pub unchanged: i32,
    /// Rows refused.
    pub rejected: i32,
    /// Rows that wait for an answer.
    pub asked: i32,
    /// Courses that a push of all does not name.
    pub vanished: i32,
    /// Courses among those that were taken back.
    pub withdrawn: i32,
}

impl Totals {
    /// Counts rows.
    pub fn of(rows: &[ReceiptRow]) -> Self {
        let mut totals = Self::default();
        totals.add(rows);
        totals
    }

    /// Counts more rows.
    pub fn add(&mut self, rows: &[ReceiptRow]) {
        for row in rows {
            self.sent += 1;
            *match row.outcome {
                Outcome::Created => &mut self.created,
                Outcome::Updated => &mut self.updated,
                Outcome::Unchanged => &mut self.unchanged,
                Outcome::Rejected => &mut self.rejected,
                Outcome::Asked => &mut self.asked,
            } += 1;
        }
    }
}

/// A push that was taken.
#[derive(Clone, Copy, Debug)]
pub struct Push {
    /// Its id.
    pub id: PushId,
    /// Whose offer it is about.
    pub provider: ProviderId,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it was over.
    pub finished_at: Option<DateTime<Utc>>,
    /// How it is meant.
    pub options: Options,
    /// How far it is.
    pub state: State,
    /// Whether it is done in parts, after it was answered.
    pub in_parts: bool,
    /// How many rows were sent.
    pub rows: i32,
    /// How many rows became what.
    pub totals: Totals,
    /// Whether so many courses vanish that none is taken back.
    pub vanished_refused: bool,
}

/// What a push did, row by row, or would do.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The push; nothing where it was a dry run that was answered at once.
    pub push: Option<Push>,
    /// How it is meant.
    pub options: Options,
    /// How far it is.
    pub state: State,
    /// How many rows became what.
    pub totals: Totals,
    /// Whether so many courses vanish that none is taken back.
    pub vanished_refused: bool,
    /// Each row, in the order sent.
    pub rows: Vec<ReceiptRow>,
    /// What is asked.
    pub questions: Vec<super::Question>,
}

impl Receipt {
    /// What is kept of a push, without what is asked.
    pub fn of(push: Push, rows: Vec<ReceiptRow>) -> Self {
        Self {
            push: Some(push),
            options: push.options,
            state: push.state,
            totals: push.totals,
            vanished_refused: push.vanished_refused,
            rows,
            questions: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_may_vanish_and_more_where_it_is_said() {
        let usual = Options::default();
        assert!(!usual.are_too_many(0, 0));
        assert!(!usual.are_too_many(1, 5));
        assert!(usual.are_too_many(2, 9));
        let most = Options {
            max_withdrawals: Some(3),
            ..usual
        };
        assert!(!most.are_too_many(3, 3));
        assert!(most.are_too_many(4, 100));
    }
}
