//! When and where a course is given.

use std::ops::Deref;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EditionId, EditionStatus, PriceLine, Stood};
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

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
    /// All of them.
    pub const ALL: [Self; 3] = [Self::InPerson, Self::Online, Self::Hybrid];

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
        Self::ALL.into_iter().find(|d| d.word() == word)
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

/// An edition, as whoever sees it knows it: what its row says, and what that is tied to.
#[derive(Clone, Debug)]
pub struct Edition {
    /// What its row says.
    pub record: Arc<EditionRecord>,
    /// Where its course stands in the snapshot.
    pub course: usize,
    /// The price in euro cents on the day of the facts, where this edition has its own.
    pub price_cents: Option<i32>,
    /// Those who give it, where that is told of this one and they are named.
    pub trainers: Vec<usize>,
}

impl Deref for Edition {
    type Target = EditionRecord;

    fn deref(&self) -> &EditionRecord {
        &self.record
    }
}

/// What the row of an edition says, whoever sees it.
#[derive(Clone, Debug)]
pub struct EditionRecord {
    /// Its id.
    pub id: EditionId,
    /// What its provider calls it.
    pub external_id: String,
    /// When it starts.
    pub start: Start,
    /// The day it ends, where that is another.
    pub ends_on: Option<NaiveDate>,
    /// How it stands, where that is known.
    pub status: Option<EditionStatus>,
    /// How many can take part.
    pub seats: Option<i32>,
    /// Where one enrols.
    pub enrol_url: Option<String>,
    /// The last day to enrol.
    pub enrol_until: Option<NaiveDate>,
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
    /// The price in euro cents, where this edition has its own: as the row says it.
    pub said_price: Option<i32>,
    /// What it costs, line by line, where that is otherwise than for its course.
    pub price_lines: Vec<PriceLine>,
    /// What other clients pay, for those alone who look after it.
    pub client_lines: Vec<PriceLine>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// The clients that alone may see it; none where whoever sees its course may.
    pub open_to: Vec<ProviderId>,
    /// Added to show how it looks, not an offer.
    pub example: bool,
    /// How it stands for those who may not know of all that changes in it.
    pub shown: Stood,
    /// How often the row changed.
    pub revision: Revision,
    /// When the row last changed.
    pub updated_at: DateTime<Utc>,
}
