//! How a course looks.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AccreditationView, CodeView, Money, PriceLineView, Reference, TrainerReference};
use crate::domains::catalogue::model::{Offer, Visibility};
use crate::domains::reviews::Summary;
use crate::kernel::moment::Moment;

/// Something to learn from: a training, a book, a film, an evening
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Course", complex)]
#[schema(as = Course)]
pub struct CourseView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// What its provider calls it
    pub external_id: &'s str,
    /// Its title
    pub title: &'s str,
    /// What it is, in a few sentences
    pub summary: &'s str,
    /// The id of its provider
    #[graphql(skip)]
    pub provider_id: Uuid,
    /// Its provider
    #[graphql(skip)]
    pub provider: Reference<'s>,
    /// How one learns
    pub learning_form: CodeView<'s>,
    /// What it is: a training, a film, a book. Where nobody said so, what follows from how one learns
    pub product_kind: CodeView<'s>,
    /// Whom it is for
    pub audiences: Vec<CodeView<'s>>,
    /// Its topics; the first is the main one
    #[graphql(skip)]
    pub topics: Vec<Reference<'s>>,
    /// Its subjects, which stand under its topics: our own judgement
    #[graphql(skip)]
    pub subjects: Vec<Reference<'s>>,
    /// What is used in it or is part of it: a handbook, a film, a game
    #[graphql(skip)]
    pub uses: Vec<Reference<'s>>,
    /// What it is used in or is part of, by title: the first twenty; `uses` of the list of courses finds them all
    #[graphql(skip)]
    pub used_in: Vec<Reference<'s>>,
    /// How long it takes in all, in minutes; unknown where null
    pub duration_minutes: Option<i32>,
    /// How many meetings; unknown where null
    pub sessions: Option<i32>,
    /// What a parent pays today: the sum of the required price lines that hold and that parents pay, with tax that comes on top; where none holds, the price that is given beside them. Unknown where null, free where the amount is zero
    pub price: Option<Money>,
    /// What it costs, line by line; nothing is known where empty
    pub price_lines: Vec<PriceLineView<'s>>,
    /// What is said of the price where it is no amount
    pub price_text: Option<&'s str>,
    /// The language it is given in (ISO 639-1)
    pub language: &'s str,
    /// The kinds of foster care that it is about; unknown where empty
    pub care_types: Vec<CodeView<'s>>,
    /// What the child that it is about lives with; unknown where empty
    pub child_themes: Vec<CodeView<'s>>,
    /// The age of the child that it is about, from
    pub child_age_from: Option<i32>,
    /// The age of the child that it is about, up to and including
    pub child_age_to: Option<i32>,
    /// What is arranged for those who take part; what is not here is unknown
    pub conditions: Vec<CodeView<'s>>,
    /// How hard it reads; unknown where null
    pub reading_level: Option<CodeView<'s>>,
    /// The fewest that take part at once
    pub group_min: Option<i32>,
    /// The most that take part at once
    pub group_max: Option<i32>,
    /// How long one works at home in all, in minutes
    pub home_minutes: Option<i32>,
    /// What one gets for it; unknown where null
    pub credential: Option<CodeView<'s>>,
    /// What one should have or have done before
    pub prerequisites: Option<&'s str>,
    /// Those who give it, where they are named. A foster parent who is not is told by the condition `parent_trainer` alone
    #[graphql(skip)]
    pub trainers: Vec<TrainerReference<'s>>,
    /// What is said of accreditation
    pub accreditation: Option<&'s str>,
    /// Who accredits it, as its provider says
    pub accreditations: Vec<AccreditationView<'s>>,
    /// Its own page
    pub url: Option<&'s str>,
    /// Where the facts come from
    pub source_url: Option<&'s str>,
    /// Who put it here: `seed`, `push` or `hand`
    pub source: &'s str,
    /// Who mapped it on topics: our `own` judgement, or the `source` in its words
    pub mapping: &'s str,
    /// When somebody in office looked at that and mapped it; null where nobody did
    #[schema(value_type = Option<String>, format = DateTime)]
    pub mapping_reviewed_at: Option<Moment>,
    /// The year that the source speaks of
    pub as_of_year: Option<i32>,
    /// How much was seen of it: `page`, `seed`, `page_mention`, `title_only`
    pub evidence: Option<&'s str>,
    /// Who may see it. What is not `public` is told to nobody else
    pub visibility: Visibility,
    /// The client organisations that it is for, as whoever works for its provider sees; null where it is for none in particular, and to everybody else
    pub clients: Option<Vec<Reference<'s>>>,
    /// How sure it is that it can be followed now
    pub offer: Offer,
    /// The first day from today on which one of its editions may start; null where none is known
    pub next_start: Option<NaiveDate>,
    /// What its reviews say together; null below 5
    pub review_summary: Option<&'s Summary>,
    /// When its provider last confirmed it
    pub last_verified: Option<Moment>,
    /// Added to show how it looks (*voorbeeld*): not an offer
    pub example: bool,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}
