//! Months and quarters: the only times that a review has.

use chrono::{Datelike, NaiveDate};

/// A calendar month: `2026-11`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month(String);

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(day.format("%Y-%m").to_string())
    }

    /// As it was kept.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A quarter of a year: `2026-Q4`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarter(String);

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self(format!("{:04}-Q{}", day.year(), day.quarter()))
    }

    /// As it was kept.
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_its_month_and_its_quarter() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();

        assert_eq!(Month::of(day(3, 31)).as_str(), "2026-03");
        assert_eq!(Quarter::of(day(3, 31)).as_str(), "2026-Q1");
        assert_eq!(Quarter::of(day(4, 1)).as_str(), "2026-Q2");
        assert_eq!(Quarter::of(day(12, 31)).as_str(), "2026-Q4");
    }
}
