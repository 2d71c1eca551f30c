//! How an edition looks.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Money, PriceLineView, Reference, TrainerReference};
use crate::domains::catalogue::model::{Delivery, EditionStatus};
use crate::kernel::moment::Moment;

/// A course at a date, a place, or online
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Edition", complex)]
#[schema(as = Edition)]
pub struct EditionView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// What its provider calls it
    pub external_id: &'s str,
    /// The id of its course
    #[graphql(skip)]
    pub course_id: Uuid,
    /// Its course
    #[graphql(skip)]
    pub course: Reference<'s>,
    /// The day it starts, where the day is known
    pub starts_on: Option<NaiveDate>,
    /// The first day on which it may start, where month or year are known
    pub starts_from: Option<NaiveDate>,
    /// The last day on which it may start, where month or year are known
    pub starts_until: Option<NaiveDate>,
    /// The words of the source, where they name no year
    pub starts_text: Option<&'s str>,
    /// The day it ends, where that is another
    pub ends_on: Option<NaiveDate>,
    /// How it stands; unknown where null
    pub status: Option<EditionStatus>,
    /// How many can take part
    pub seats: Option<i32>,
    /// Where one enrols
    pub enrol_url: Option<&'s str>,
    /// The last day to enrol
    pub enrol_until: Option<NaiveDate>,
    /// When it begins on the day, in Amsterdam
    pub start_time: Option<&'s str>,
    /// When it ends on the day, in Amsterdam
    pub end_time: Option<&'s str>,
    /// The building
    pub venue: Option<&'s str>,
    /// The town or village
    pub place: Option<&'s str>,
    /// The CBS code of the municipality; unknown where null
    #[graphql(skip)]
    pub municipality_code: Option<&'s str>,
    /// How it is given
    pub delivery: Delivery,
    /// What a parent pays today, where this edition has its own price: worked out as that of a course
    pub price: Option<Money>,
    /// What it costs, line by line, where that is otherwise than for its course
    pub price_lines: Vec<PriceLineView<'s>>,
    /// What else is worth knowing
    pub note: Option<&'s str>,
    /// Those who give this one, where that is told of it and they are named; otherwise those of the course
    #[graphql(skip)]
    pub trainers: Vec<TrainerReference<'s>>,
    /// Where the facts come from
    pub source_url: Option<&'s str>,
    /// The client organisations that alone may see it, as whoever works for its provider sees; null where it is for none in particular, and to everybody else
    pub open_to: Option<Vec<Reference<'s>>>,
    /// Whether it is open to some organisations alone; nobody else is told of it
    pub restricted: bool,
    /// Added to show how it looks (*voorbeeld*): not an offer
    pub example: bool,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}
