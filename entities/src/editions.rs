//! When and where a course is given.

use sea_orm::entity::prelude::*;

/// An edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "editions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of which course.
    pub course_id: Uuid,
    /// What the provider calls it: its own key.
    pub external_id: String,
    /// The day it starts, where the day is known.
    pub starts_on: Option<Date>,
    /// The first day on which it may start, where month or year are known.
    pub starts_from: Option<Date>,
    /// The last day on which it may start.
    pub starts_until: Option<Date>,
    /// What is said of the date, where it has no year.
    pub starts_text: Option<String>,
    /// The day it ends, where that is another.
    pub ends_on: Option<Date>,
    /// How it stands: `open`, `full`, `closed`, `cancelled`; unknown where null.
    pub status: Option<String>,
    /// How many can take part.
    pub seats: Option<i32>,
    /// Where one enrols.
    pub enrol_url: Option<String>,
    /// The last day to enrol.
    pub enrol_until: Option<Date>,
    /// When it begins, in Amsterdam (`19:30`).
    pub start_time: Option<String>,
    /// When it ends, in Amsterdam.
    pub end_time: Option<String>,
    /// The building.
    pub venue: Option<String>,
    /// The town or village.
    pub place: Option<String>,
    /// The municipality.
    pub municipality_code: Option<String>,
    /// `in_person`, `online`, `hybrid`.
    pub delivery: String,
    /// The price in euro cents, where this edition has its own.
    pub price_cents: Option<i32>,
    /// What it costs, line by line, where this edition has lines of its own: a JSON list.
    pub price_lines: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// The clients that alone may see it: a JSON list of providers' ids; nothing where whoever sees
    /// its course may.
    pub open_to: Option<String>,
    /// Who put the row here: `seed`, `push`, `hand`.
    pub source: String,
    /// Where the facts come from.
    pub source_url: Option<String>,
    /// Added to show how it looks, not an offer.
    pub example: bool,
    /// How often the row changed.
    pub revision: i64,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// Its changes that not all who see it may know of: JSON; null where there were none.
    pub hidden: Option<String>,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
