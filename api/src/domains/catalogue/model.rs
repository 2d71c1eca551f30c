//! What the catalogue holds, as values.

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::identities;
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::language::Text;
use crate::kernel::revision::Revision;

identities! {
    /// One of the five pillars.
    PillarId = "Pillar";
    /// A topic under a pillar.
    TopicId = "Topic";
    /// An edition of a course.
    EditionId = "Edition";
    /// A term of the glossary.
    TermId = "Term";
}

/// How far a course is on its way to the public and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Being written.
    Draft,
    /// Waiting for a reviewer.
    InReview,
    /// Open to all.
    Published,
    /// Taken back by its provider.
    Withdrawn,
    /// Kept for the record.
    Archived,
}

impl Status {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Archived => "archived",
        }
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

/// How an edition is given.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, async_graphql::Enum,
)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// At a place
    InPerson,
    /// Online
    Online,
    /// At a place and online at the same time
    Hybrid,
}

impl Delivery {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::InPerson => "in_person",
            Self::Online => "online",
            Self::Hybrid => "hybrid",
        }
    }

    /// Reads the word back.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::InPerson, Self::Online, Self::Hybrid]
            .into_iter()
            .find(|d| d.word() == word)
    }
}

/// When an edition starts, as precisely as is known and no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The day, where the day is known.
    pub on: Option<NaiveDate>,
    /// The first day on which it may be.
    pub from: Option<NaiveDate>,
    /// The last day on which it may be.
    pub until: Option<NaiveDate>,
    /// The words of the source, where they name no year.
    pub text: Option<String>,
}

impl Start {
    /// The first day on which it may start.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.on.or(self.from)
    }

    /// The last day on which it may start.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.on.or(self.until)
    }
}

/// A code that people edit, with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded {
    /// The code, which never changes.
    pub code: String,
    /// What it is called.
    pub label: Text,
}

/// A pillar, as the public knows it.
#[derive(Clone, Debug)]
pub struct Pillar {
    /// Its id.
    pub id: PillarId,
    /// Its address.
    pub slug: String,
    /// Its place among the five.
    pub position: i32,
    /// Its name.
    pub name: Text,
    /// Its title.
    pub title: Text,
    /// Where the model is described.
    pub source_url: Option<String>,
}

/// A topic, as the public knows it.
#[derive(Clone, Debug)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// Its address.
    pub slug: String,
    /// Its place in the model.
    pub position: i32,
    /// Its name.
    pub name: Text,
    /// Where its pillar stands in the snapshot.
    pub pillar: usize,
    /// Where the model is described.
    pub source_url: Option<String>,
}

/// A municipality.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// Its CBS code.
    pub code: String,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What else it is called.
    pub alias: Option<String>,
    /// Its province.
    pub province: String,
    /// Its youth region.
    pub youth_region: String,
    /// Degrees north of its town centre.
    pub latitude: f64,
    /// Degrees east of its town centre.
    pub longitude: f64,
    /// The year of the list that it stands in.
    pub as_of_year: i32,
}

/// A provider, as the public knows it.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where its kind stands in the code list.
    pub kind: Coded,
    /// Its website.
    pub website: Option<String>,
    /// The municipality of its seat.
    pub seat: Option<usize>,
    /// How the seat is known.
    pub seat_basis: Option<String>,
    /// The regions it says it serves.
    pub regions: Vec<String>,
    /// Who put the row here.
    pub source: String,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// How often the row changed.
    pub revision: Revision,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}

/// A course, as the public knows it.
#[derive(Clone, Debug)]
pub struct Course {
    /// What stands in its row.
    pub record: CourseRecord,
    /// Where its provider stands in the snapshot.
    pub provider: usize,
    /// Its learning form.
    pub learning_form: Coded,
    /// Whom it is for.
    pub audiences: Vec<Coded>,
    /// Its topics; the first is the main one.
    pub topics: Vec<usize>,
    /// Its editions, in order of date.
    pub editions: Vec<usize>,
    /// What tells whether it can still be followed.
    pub signs: Signs,
    /// Everything a word search looks at, folded.
    pub haystack: String,
    /// Its title, folded, for the order of lists.
    pub sort_title: String,
}

/// The facts of a course that no other row is needed for.
#[derive(Clone, Debug)]
pub struct CourseRecord {
    /// Its id.
    pub id: CourseId,
    /// What its provider calls it.
    pub external_id: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is, in a few sentences.
    pub summary: String,
    /// How long it takes in all, in minutes.
    pub duration_minutes: Option<i32>,
    /// How many meetings.
    pub sessions: Option<i32>,
    /// The price in euro cents; free where zero.
    pub price_cents: Option<i32>,
    /// What is said of the price where it is no amount.
    pub price_text: Option<String>,
    /// The language it is given in (ISO 639-1).
    pub language: String,
    /// What is said of accreditation.
    pub accreditation: Option<String>,
    /// Its own page.
    pub url: Option<String>,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// Who put the row here.
    pub source: String,
    /// Who mapped it on topics.
    pub mapping: String,
    /// The year that the source speaks of.
    pub as_of_year: Option<i32>,
    /// How much was seen of it.
    pub evidence: Option<String>,
    /// Added to show how it looks, not an offer.
    pub example: bool,
    /// When its provider last confirmed it.
    pub last_verified: Option<DateTime<Utc>>,
    /// How often the row changed.
    pub revision: Revision,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}

/// An edition, as the public knows it.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its id.
    pub id: EditionId,
    /// Where its course stands in the snapshot.
    pub course: usize,
    /// What its provider calls it.
    pub external_id: String,
    /// When it starts.
    pub start: Start,
    /// When it begins on the day, in Amsterdam.
    pub start_time: Option<String>,
    /// When it ends on the day, in Amsterdam.
    pub end_time: Option<String>,
    /// The building.
    pub venue: Option<String>,
    /// The town or village.
    pub place: Option<String>,
    /// The municipality.
    pub municipality: Option<usize>,
    /// How it is given.
    pub delivery: Delivery,
    /// The price in euro cents, where this edition has its own.
    pub price_cents: Option<i32>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// Added to show how it looks, not an offer.
    pub example: bool,
    /// How often the row changed.
    pub revision: Revision,
}

/// A term of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// Its address.
    pub slug: String,
    /// The word.
    pub name: String,
    /// What it means, in Dutch.
    pub definition: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// Its topics.
    pub topics: Vec<usize>,
    /// Everything a word search looks at, folded.
    pub haystack: String,
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
