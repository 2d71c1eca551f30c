//! What a provider says of a course, before it is held against what is known.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Serialize;

use super::{
    AccreditationDraft, Audience, Delivery, EditionStatus, Openness, PriceLine, Start, Status,
    TopicId, Visibility, audiences,
};
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::revision::{Revision, digest};

/// A course as its provider says it is: what is not said is unknown.
#[derive(Clone, Debug, Serialize)]
pub struct CourseDraft {
    /// What the provider calls it: its own key.
    pub external_id: String,
    /// Its title.
    pub title: String,
    /// What it is, in a few sentences; empty where nothing is said.
    pub summary: String,
    /// A code of the list `learning_form`.
    pub learning_form: String,
    /// A code of the list `product_kind`. What is not said is not in the digest, so that a row
    /// of before there were kinds is still the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_kind: Option<String>,
    /// What it uses: keys of its own provider, or slugs of others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// Codes of the list `audience`.
    pub audiences: Vec<String>,
    /// Its topics; the first is the main one.
    pub topics: Vec<TopicId>,
    /// How long it takes in all, in minutes.
    pub duration_minutes: Option<i32>,
    /// How many meetings.
    pub sessions: Option<i32>,
    /// The price in euro cents; free where zero.
    pub price_cents: Option<i32>,
    /// What it costs, line by line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub price_lines: Vec<PriceLine>,
    /// Who may see it.
    #[serde(flatten)]
    pub openness: Openness,
    /// The language it is given in (ISO 639-1).
    pub language: String,
    /// What is said of accreditation.
    pub accreditation: Option<String>,
    /// Who accredits it. Where there is none, digests are those of before it could be said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accreditations: Vec<AccreditationDraft>,
    /// A code of the list `reading_level`.
    pub reading_level: Option<String>,
    /// The ages of the child that it is about: from, and up to and including.
    pub child_ages: (Option<i32>, Option<i32>),
    /// The fewest and the most that take part at once.
    pub group: (Option<i32>, Option<i32>),
    /// How long one works at home in all, in minutes.
    pub home_minutes: Option<i32>,
    /// A code of the list `credential`.
    pub credential: Option<String>,
    /// What one should have or have done before.
    pub prerequisites: Option<String>,
    /// Codes of the lists `care_type`, `child_theme` and `condition`.
    pub codes: Vec<(&'static str, String)>,
    /// Its own page.
    pub url: Option<String>,
    /// What was written where we know no such code, by its place.
    pub raw_codes: BTreeMap<String, String>,
    /// Its editions; nothing where they are left as they are.
    #[serde(skip)]
    pub editions: Option<Vec<EditionDraft>>,
}

impl CourseDraft {
    /// Tells one state of the course from another; its editions stand apart.
    pub fn digest(&self) -> String {
        // Text, numbers and lists of them: writing these as JSON cannot fail.
        digest(&serde_json::to_vec(self).unwrap_or_default())
    }
}

/// An edition as its provider says it is.
#[derive(Clone, Debug)]
pub struct EditionDraft {
    /// What the provider calls it: its own key.
    pub external_id: String,
    /// When it starts.
    pub start: Start,
    /// The day it ends, where that is another.
    pub ends_on: Option<NaiveDate>,
    /// How it stands.
    pub status: Option<EditionStatus>,
    /// How many can take part.
    pub seats: Option<i32>,
    /// Where one enrols.
    pub enrol_url: Option<String>,
    /// The last day to enrol.
    pub enrol_until: Option<NaiveDate>,
    /// When it begins on the day, in Amsterdam.
    pub start_time: Option<NaiveTime>,
    /// When it ends on the day, in Amsterdam.
    pub end_time: Option<NaiveTime>,
    /// The building.
    pub venue: Option<String>,
    /// The town or village.
    pub place: Option<String>,
    /// The CBS code of the municipality.
    pub municipality: Option<String>,
    /// How it is given.
    pub delivery: Delivery,
    /// The price in euro cents, where this edition has its own.
    pub price_cents: Option<i32>,
    /// What it costs, line by line, where that is otherwise than for its course.
    pub price_lines: Vec<PriceLine>,
    /// The clients that alone may see it; where that is not said, it stays as it is.
    pub open_to: Option<Vec<ProviderId>>,
    /// What else is worth knowing.
    pub note: Option<String>,
}

/// A course as those who look after it see it, whether the public does or not.
#[derive(Clone, Debug)]
pub struct OwnCourse {
    /// Its id.
    pub id: CourseId,
    /// Whose it is.
    pub provider: ProviderId,
    /// What the provider calls it: its own key.
    pub external_id: String,
    /// Its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// How far it is on its way to the public and back.
    pub status: Status,
    /// Who may see it, once it is published.
    pub visibility: Visibility,
    /// The clients that it is for, where it is for some.
    pub clients: Vec<ProviderId>,
    /// Who put it here: `seed`, `push`, `hand`.
    pub source: String,
    /// How often it changed.
    pub revision: Revision,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When its provider last confirmed it.
    pub last_verified: Option<DateTime<Utc>>,
}

impl OwnCourse {
    /// Who sees it as it stands.
    pub fn audiences(&self) -> Vec<Audience> {
        match self.status {
            Status::Published => audiences(self.visibility, self.provider, &self.clients),
            _ => Vec::new(),
        }
    }
}

/// Who puts a course here, where it is not the seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Its provider's own system.
    Push,
    /// Somebody who typed it, and an administrator who approved it.
    Hand,
}

impl Source {
    /// The word in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Hand => "hand",
        }
    }
}

/// Whose a course was before an offer, where that is another than who offers it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It stood here from public sources.
    FromSeed,
    /// It was written by hand.
    FromHand,
}

/// Which state of a course a change of it began with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footing {
    /// The revision of the course.
    pub revision: Revision,
    /// A digest that tells one state of its editions from another.
    pub editions: String,
}

/// What an offer does to a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Created,
    /// It, or one of its editions, was otherwise.
    Updated,
    /// It was so already.
    Unchanged,
}

/// What became of one draft.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The course.
    pub course: CourseId,
    /// What it did.
    pub change: Change,
    /// Whether its topics stay as somebody in office mapped them, and are others than it says.
    pub mapping_kept: bool,
    /// Whose the course was before, where that is another.
    pub taken: Option<Taken>,
    /// The editions to come that the draft no longer names, by their provider's key.
    pub gone: Vec<String>,
}
