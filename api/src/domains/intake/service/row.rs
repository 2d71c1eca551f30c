//! What a row can say. One shape serves both doors: GraphQL takes it as an input
//! object, REST describes its rows with it.

use async_graphql::InputObject;
use serde::Serialize;
use utoipa::ToSchema;

use super::PriceLineContent;
use crate::domains::catalogue::{Delivery, EditionStatus, Visibility};
use crate::domains::intake::model::AccreditationContent;

/// A course as its provider says it is; what is left out is unknown
#[derive(Clone, Debug, Serialize, InputObject, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "PushRowInput")]
pub struct PushRow {
    /// Your own key of the course: the same course for ever, once in a push
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: String,
    /// Its title
    #[schema(min_length = 1, max_length = 300)]
    pub title: String,
    /// What it is, in a few sentences
    #[schema(max_length = 5000)]
    pub summary: Option<String>,
    /// How one learns: a code of the list `learning_form`
    pub learning_form: Option<String>,
    /// What it is: a code of the list `product_kind`; what follows from how one learns, where left out
    pub product_kind: Option<String>,
    /// What is used in it or is part of it: your own keys, or slugs of others
    #[schema(max_items = 20)]
    pub uses: Option<Vec<String>>,
    /// Whom it is for: codes of the list `audience`
    #[schema(max_items = 50)]
    pub audiences: Option<Vec<String>>,
    /// Its topics, by slug; the first is the main one
    #[schema(max_items = 50)]
    pub topics: Option<Vec<String>>,
    /// How long it takes in all, in hours
    #[schema(exclusive_minimum = 0, maximum = 5000)]
    pub duration_hours: Option<f64>,
    /// How many meetings
    #[schema(minimum = 1, maximum = 1000)]
    pub sessions: Option<i32>,
    /// The price in euro cents; free where zero
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub price_cents: Option<i32>,
    /// The price otherwise: euros (`24.50`), `free` or `unknown`
    pub price: Option<String>,
    /// What it costs, line by line. A parent's price follows from the lines that hold; `priceCents` counts where none does
    #[schema(max_items = 20)]
    pub price_lines: Option<Vec<PriceLineContent>>,
    /// Who may see it. Left out, it stays as it is, and a new course is public
    pub visibility: Option<Visibility>,
    /// The client organisations that may see it, by id or slug, where `visibility` is `clients`
    #[schema(max_items = 50)]
    pub clients: Option<Vec<String>>,
    /// The language it is given in (ISO 639-1); `nl` where left out
    #[schema(pattern = "^[A-Za-z]{2}$")]
    pub language: Option<String>,
    /// What is said of accreditation
    #[schema(max_length = 500)]
    pub accreditation: Option<String>,
    /// Who accredits it
    #[schema(max_items = 20)]
    pub accreditations: Option<Vec<AccreditationContent>>,
    /// The kinds of foster care that it is about: codes of the list `care_type`
    #[schema(max_items = 50)]
    pub care_types: Option<Vec<String>>,
    /// What the child that it is about lives with: codes of the list `child_theme`
    #[schema(max_items = 50)]
    pub child_themes: Option<Vec<String>>,
    /// What is arranged for those who take part: codes of the list `condition`
    #[schema(max_items = 50)]
    pub conditions: Option<Vec<String>>,
    /// The age of the child that it is about, from
    #[schema(minimum = 0, maximum = 25)]
    pub child_age_from: Option<i32>,
    /// The age of the child that it is about, up to and including
    #[schema(minimum = 0, maximum = 25)]
    pub child_age_to: Option<i32>,
    /// How hard it reads: a code of the list `reading_level`
    pub reading_level: Option<String>,
    /// The fewest that take part at once
    #[schema(minimum = 1, maximum = 1000)]
    pub group_min: Option<i32>,
    /// The most that take part at once
    #[schema(minimum = 1, maximum = 1000)]
    pub group_max: Option<i32>,
    /// How long one works at home in all, in hours
    #[schema(exclusive_minimum = 0, maximum = 5000)]
    pub home_hours: Option<f64>,
    /// What one gets: a code of the list `credential`
    pub credential: Option<String>,
    /// What one should have or have done before
    #[schema(max_length = 1000)]
    pub prerequisites: Option<String>,
    /// Its own page, by https
    #[schema(max_length = 2000, format = "uri")]
    pub url: Option<String>,
    /// All editions to come: those of before that it does not name are taken away, unless they are past. Left out, they stay as they are
    #[schema(max_items = 100)]
    pub editions: Option<Vec<PushEdition>>,
}

/// An edition as its provider says it is. It starts on a day, or between two, or when words say
#[derive(Clone, Debug, Serialize, InputObject, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[graphql(name = "PushEditionInput")]
pub struct PushEdition {
    /// Your own key of the edition, once in a course
    #[schema(min_length = 1, max_length = 200)]
    pub external_id: String,
    /// The day it starts, where the day is known: `2026-12-01`
    #[schema(format = Date)]
    pub starts_on: Option<String>,
    /// The first day on which it may start
    #[schema(format = Date)]
    pub starts_from: Option<String>,
    /// The last day on which it may start
    #[schema(format = Date)]
    pub starts_until: Option<String>,
    /// When it starts, where no year is known
    #[schema(max_length = 200)]
    pub starts_text: Option<String>,
    /// When it begins on the day, in Amsterdam: `19:30`
    #[schema(pattern = "^[0-9]{1,2}:[0-9]{2}$")]
    pub start_time: Option<String>,
    /// When it ends on the day, in Amsterdam
    #[schema(pattern = "^[0-9]{1,2}:[0-9]{2}$")]
    pub end_time: Option<String>,
    /// The day it ends, where that is another
    #[schema(format = Date)]
    pub ends_on: Option<String>,
    /// How it stands
    pub status: Option<EditionStatus>,
    /// How many can take part
    #[schema(minimum = 1, maximum = 10_000)]
    pub seats: Option<i32>,
    /// Where one enrols, by https
    #[schema(max_length = 2000, format = "uri")]
    pub enrol_url: Option<String>,
    /// The last day to enrol
    #[schema(format = Date)]
    pub enrol_until: Option<String>,
    /// The building
    #[schema(max_length = 300)]
    pub venue: Option<String>,
    /// The town or village
    #[schema(max_length = 200)]
    pub place: Option<String>,
    /// The municipality: its CBS code or its name
    #[schema(max_length = 100)]
    pub municipality: Option<String>,
    /// How it is given
    pub delivery: Delivery,
    /// The price in euro cents, where this edition has its own
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub price_cents: Option<i32>,
    /// The price otherwise: euros (`24.50`), `free` or `unknown`
    pub price: Option<String>,
    /// What it costs, line by line, where that is otherwise than for its course
    #[schema(max_items = 20)]
    pub price_lines: Option<Vec<PriceLineContent>>,
    /// The client organisations that alone may see it, by id or slug; with none in it, whoever sees the course. Left out, it stays as it is
    #[schema(max_items = 50)]
    pub open_to: Option<Vec<String>>,
    /// What else is worth knowing
    #[schema(max_length = 1000)]
    pub note: Option<String>,
}
