//! Accreditations, of a course or of a provider: who stands for it, and how long.

use chrono::NaiveDate;
use serde::Serialize;

use crate::kernel::id::ProviderId;

crate::words! {
    /// Whether something that is given for a time holds today
    Validity as Validity "Validity" {
        /// It holds today
        Valid = "valid" / "VALID",
        /// Its last day is over
        Expired = "expired" / "EXPIRED",
        /// Its first day is still to come
        NotYet = "not_yet" / "NOT_YET",
        /// Neither a first nor a last day is told
        Unknown = "unknown" / "UNKNOWN",
    }
}

impl Validity {
    /// Derives it on a day. Without a last day it holds until somebody says otherwise;
    /// without any day nothing is known.
    pub fn on(today: NaiveDate, (from, until): (Option<NaiveDate>, Option<NaiveDate>)) -> Self {
        match (from, until) {
            (None, None) => Self::Unknown,
            (Some(from), _) if from > today => Self::NotYet,
            (_, Some(until)) if until < today => Self::Expired,
            _ => Self::Valid,
        }
    }
}

/// Who accredits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Issuer {
    /// Somebody who is not on the platform, by name.
    Named(String),
    /// A provider.
    Known(ProviderId),
}

/// An accreditation as whoever has it says it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccreditationDraft {
    /// Who accredits.
    pub issuer: Issuer,
    /// The number under which that is known there.
    pub code: Option<String>,
    /// How many points one gets, in hundredths.
    pub points: Option<i32>,
    /// The first and the last day on which it holds.
    pub valid: (Option<NaiveDate>, Option<NaiveDate>),
    /// Where that is told.
    pub source_url: Option<String>,
}

/// An accreditation, as the public knows it.
#[derive(Clone, Debug)]
pub struct Accreditation {
    /// Where the provider that accredits stands in the snapshot, where it is one.
    pub issuer: Option<usize>,
    /// What it says.
    pub says: AccreditationDraft,
}

/// Points as people count them.
pub fn points(hundredths: i32) -> f64 {
    f64::from(hundredths) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_for_a_time_holds_on_its_first_and_its_last_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        let today = day(25).unwrap();
        for (valid, expected) in [
            ((None, None), Validity::Unknown),
            ((day(25), None), Validity::Valid),
            ((day(26), None), Validity::NotYet),
            ((None, day(25)), Validity::Valid),
            ((None, day(24)), Validity::Expired),
            ((day(1), day(24)), Validity::Expired),
            ((day(25), day(25)), Validity::Valid),
            ((day(26), day(27)), Validity::NotYet),
        ] {
            assert_eq!(Validity::on(today, valid), expected, "{valid:?}");
        }
    }
}
