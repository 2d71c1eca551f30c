//! Time and chance as arguments, so that a test can hold both still.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use chrono_tz::Europe::Amsterdam;
use uuid::Uuid;

/// What time it is.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until a test moves it (microseconds since 1970).
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn manual(now: DateTime<Utc>) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(now.timestamp_micros())))
    }

    /// Now, in whole microseconds: what both databases can keep.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place that reads the clock"
            )]
            Self::System => Utc::now().trunc_subsecs(6),
            Self::Manual(micros) => {
                DateTime::from_timestamp_micros(micros.load(Ordering::SeqCst)).unwrap_or_default()
            }
        }
    }

    /// Today in Amsterdam: a day in the catalogue is a Dutch day.
    pub fn today(&self) -> NaiveDate {
        day(self.now())
    }

    /// Moves a manual clock on; the machine's clock takes no orders.
    pub fn advance(&self, by: chrono::TimeDelta) {
        if let Self::Manual(micros) = self {
            micros.fetch_add(by.num_microseconds().unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

/// The day in Amsterdam on which a moment is.
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Amsterdam).date_naive()
}

/// Where new ids come from.
#[derive(Clone, Debug)]
pub enum Ids {
    /// Real ids.
    System,
    /// Ids counted up from one, for tests that read whole answers.
    Counted(Arc<AtomicU64>),
}

impl Ids {
    /// Ids counted up from one.
    pub fn counted() -> Self {
        Self::Counted(Arc::new(AtomicU64::new(0)))
    }

    /// An id in order of creation: for what the catalogue holds.
    #[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
    pub fn ordered(&self) -> Uuid {
        match self {
            Self::System => Uuid::now_v7(),
            Self::Counted(last) => counted(last, 0x7000),
        }
    }

    /// An id that tells nothing of its order: for every act of a person.
    #[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
    pub fn random(&self) -> Uuid {
        match self {
            Self::System => Uuid::new_v4(),
            Self::Counted(last) => counted(last, 0x4000),
        }
    }

    /// Bytes that nobody can guess: for keys, tokens, codes. Never counted, not
    /// even in tests.
    pub fn secret<const N: usize>(&self) -> [u8; N] {
        rand::random()
    }
}

fn counted(last: &AtomicU64, version: u16) -> Uuid {
    let next = last.fetch_add(1, Ordering::SeqCst) + 1;
    Uuid::from_fields(0, 0, version, &(next | 0x8000_0000_0000_0000).to_be_bytes())
}
