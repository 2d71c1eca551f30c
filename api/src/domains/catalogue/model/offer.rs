//! How far a course is published, and how sure it is that it can be followed.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

crate::words! {
    /// How far a course is on its way to the public and back
    Status as CourseStatus "CourseStatus" {
        /// Being written
        Draft = "draft" / "DRAFT",
        /// Waiting for a reviewer
        InReview = "in_review" / "IN_REVIEW",
        /// Open to all
        Published = "published" / "PUBLISHED",
        /// Taken back by its provider
        Withdrawn = "withdrawn" / "WITHDRAWN",
        /// Kept for the record
        Archived = "archived" / "ARCHIVED",
    }
}

/// How sure it is that a course can be followed now. Lists begin with the surest.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    async_graphql::Enum,
)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// Confirmed in the past year, or with a date to come
    Current,
    /// Nothing says that it is still given, nothing that it is not
    Unconfirmed,
    /// Old: its source is, or all its dates are past
    Archive,
}

impl Offer {
    /// Every offer, surest first.
    pub const ALL: [Self; 3] = [Self::Current, Self::Unconfirmed, Self::Archive];

    /// The word in a query.
    pub fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Unconfirmed => "unconfirmed",
            Self::Archive => "archive",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|offer| offer.word() == word)
    }

    /// Derives it from what is known, on a day.
    ///
    /// A date to come or a confirmation in the past twelve months make an offer
    /// current. A source or confirmation more than 36 months old, or nothing but
    /// past dates, make it archive. A date without a year says nothing.
    pub fn on(today: NaiveDate, signs: &Signs) -> Self {
        let year_ago = today.checked_sub_months(Months::new(12)).unwrap_or(today);
        let long_ago = today.checked_sub_months(Months::new(36)).unwrap_or(today);
        if signs.last_start.is_some_and(|day| day >= today)
            || signs.verified.is_some_and(|day| day >= year_ago)
        {
            return Self::Current;
        }
        let known = signs.verified.or_else(|| {
            // A year is over on its last day.
            signs
                .as_of_year
                .and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31))
        });
        let old = known.is_some_and(|day| day < long_ago);
        let only_past = signs.last_start.is_some() && !signs.undated_start;
        if old || only_past {
            Self::Archive
        } else {
            Self::Unconfirmed
        }
    }
}

/// What tells whether a course can still be followed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs {
    /// The latest day on which one of its editions may start.
    pub last_start: Option<NaiveDate>,
    /// Whether one of its editions has a date without a year, or none.
    pub undated_start: bool,
    /// When its provider last confirmed it.
    pub verified: Option<NaiveDate>,
    /// The year that its source speaks of.
    pub as_of_year: Option<i32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn an_offer_is_as_sure_as_its_signs() {
        let today = day(2026, 11, 25);
        let cases = [
            (Signs::default(), Offer::Unconfirmed),
            (
                Signs {
                    as_of_year: Some(2023),
                    ..Signs::default()
                },
                Offer::Unconfirmed,
            ),
            (
                Signs {
                    as_of_year: Some(2022),
                    ..Signs::default()
                },
                Offer::Archive,
            ),
            (
                Signs {
                    last_start: Some(today),
                    as_of_year: Some(2007),
                    ..Signs::default()
                },
                Offer::Current,
            ),
            (
                Signs {
                    last_start: Some(day(2026, 11, 24)),
                    ..Signs::default()
                },
                Offer::Archive,
            ),
            (
                Signs {
                    last_start: Some(day(2019, 1, 1)),
                    undated_start: true,
                    ..Signs::default()
                },
                Offer::Unconfirmed,
            ),
            (
                Signs {
                    verified: Some(day(2025, 11, 25)),
                    ..Signs::default()
                },
                Offer::Current,
            ),
            (
                Signs {
                    verified: Some(day(2025, 11, 24)),
                    ..Signs::default()
                },
                Offer::Unconfirmed,
            ),
            (
                Signs {
                    verified: Some(day(2023, 11, 24)),
                    ..Signs::default()
                },
                Offer::Archive,
            ),
        ];
        for (signs, expected) in cases {
            assert_eq!(Offer::on(today, &signs), expected, "{signs:?}");
        }
    }

    #[test]
    fn the_first_of_january_turns_a_year_into_archive() {
        let signs = Signs {
            as_of_year: Some(2023),
            ..Signs::default()
        };

        assert_eq!(Offer::on(day(2026, 12, 31), &signs), Offer::Unconfirmed);
        assert_eq!(Offer::on(day(2027, 1, 1), &signs), Offer::Archive);
    }
}
