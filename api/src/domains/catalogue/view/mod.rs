//! How the catalogue looks from outside.
//!
//! One shape per thing serves both doors, so that they cannot spell a member differently; a column that is not named here
//! stays inside. GraphQL adds the global `id` and the edges (see `graphql.rs`).

mod beside;
mod edition;
mod found;
mod listed;
mod own;
mod show;

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Coded, Offer};
use crate::domains::reviews::Summary;
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

pub use beside::{AspectView, ChangeView, ComparisonView, SimilarBody, SimilarView};
pub use edition::EditionView;
pub use found::{
    ReasonView, SearchBody, SearchHitView, SuggestionView, SuggestionsBody, UnderstoodView,
};
pub use listed::{CourseHit, CoursesBody, FacetValueView, FacetView};
pub use own::{OwnCourseView, VersionView};
pub use show::Show;

/// A code and what it is called
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "Code")]
#[schema(as = Code)]
pub struct CodeView {
    /// The code, which never changes
    pub code: String,
    /// What it is called, in the language asked for
    pub label: String,
}

impl CodeView {
    fn of(coded: &Coded, language: Language) -> Self {
        Self {
            code: coded.code.clone(),
            label: coded.label.get(language).to_owned(),
        }
    }
}

/// A code with its label in both languages
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "CodeListItem")]
#[schema(as = CodeListItem)]
pub struct CodeListItemView {
    /// The code, which never changes
    pub code: String,
    /// What it is called in Dutch
    pub label_nl: String,
    /// What it is called in English
    pub label_en: String,
}

/// A list of codes that people edit
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "CodeList")]
#[schema(as = CodeList)]
pub struct CodeListView {
    /// The name of the list
    pub name: String,
    /// Its codes, in order
    pub items: Vec<CodeListItemView>,
}

/// An amount of money
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Money {
    /// In cents
    pub amount_cents: i32,
    /// The currency (ISO 4217)
    pub currency: &'static str,
}

impl Money {
    fn euro(cents: i32) -> Self {
        Self {
            amount_cents: cents,
            currency: "EUR",
        }
    }
}

/// The id, address and name of something named elsewhere
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Reference {
    /// Its id
    pub id: Uuid,
    /// Its address
    pub slug: String,
    /// Its name, in the language asked for
    pub name: String,
}

/// One of the five pillars of foster parenthood
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Pillar", complex)]
#[schema(as = Pillar)]
pub struct PillarView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// Its place among the five
    pub position: i32,
    /// Its name, in the language asked for
    pub name: String,
    /// Its title, in the language asked for
    pub title: String,
    /// Where the model is described
    pub source_url: Option<String>,
}

/// A topic under a pillar
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Topic", complex)]
#[schema(as = Topic)]
pub struct TopicView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// Its place in the model
    pub position: i32,
    /// Its name, in the language asked for
    pub name: String,
    /// The id of its pillar
    #[graphql(skip)]
    pub pillar_id: Uuid,
    /// Its pillar
    #[graphql(skip)]
    pub pillar: Reference,
    /// Where the model is described
    pub source_url: Option<String>,
}

/// A municipality
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Municipality", complex)]
#[schema(as = Municipality)]
pub struct MunicipalityView {
    /// Its CBS code
    pub code: String,
    /// Its address
    pub slug: String,
    /// Its name
    pub name: String,
    /// What else it is called
    pub alias: Option<String>,
    /// Its province
    pub province: String,
    /// Its youth region
    pub youth_region: String,
    /// Degrees north of its town centre (ETRS89)
    pub latitude: f64,
    /// Degrees east of its town centre (ETRS89)
    pub longitude: f64,
    /// The year of the list that it stands in
    pub as_of_year: i32,
}

/// An organisation that offers courses
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Provider", complex)]
#[schema(as = Provider)]
pub struct ProviderView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// Its name
    pub name: String,
    /// What kind of organisation it is
    pub kind: CodeView,
    /// Its website
    pub website: Option<String>,
    /// The CBS code of the municipality of its seat; unknown where null
    #[graphql(skip)]
    pub seat_code: Option<String>,
    /// How the seat is known: `page`, `seed`, or `own_knowledge`, which nobody checked
    pub seat_basis: Option<String>,
    /// The youth regions that it says it serves; `landelijk` is all of them
    pub regions: Vec<String>,
    /// Who put it here: `seed` or `hand`
    pub source: String,
    /// Where the facts come from
    pub source_url: Option<String>,
    /// What else is worth knowing
    pub note: Option<String>,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}

/// Something to learn from: a training, a book, a film, an evening
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Course", complex)]
#[schema(as = Course)]
pub struct CourseView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// What its provider calls it
    pub external_id: String,
    /// Its title
    pub title: String,
    /// What it is, in a few sentences
    pub summary: String,
    /// The id of its provider
    #[graphql(skip)]
    pub provider_id: Uuid,
    /// Its provider
    #[graphql(skip)]
    pub provider: Reference,
    /// How one learns
    pub learning_form: CodeView,
    /// Whom it is for
    pub audiences: Vec<CodeView>,
    /// Its topics; the first is the main one
    #[graphql(skip)]
    pub topics: Vec<Reference>,
    /// How long it takes in all, in minutes; unknown where null
    pub duration_minutes: Option<i32>,
    /// How many meetings; unknown where null
    pub sessions: Option<i32>,
    /// The price; unknown where null, free where the amount is zero
    pub price: Option<Money>,
    /// What is said of the price where it is no amount
    pub price_text: Option<String>,
    /// The language it is given in (ISO 639-1)
    pub language: String,
    /// The kinds of foster care that it is about; unknown where empty
    pub care_types: Vec<CodeView>,
    /// What the child that it is about lives with; unknown where empty
    pub child_themes: Vec<CodeView>,
    /// The age of the child that it is about, from
    pub child_age_from: Option<i32>,
    /// The age of the child that it is about, up to and including
    pub child_age_to: Option<i32>,
    /// What is arranged for those who take part; what is not here is unknown
    pub conditions: Vec<CodeView>,
    /// How hard it reads; unknown where null
    pub reading_level: Option<CodeView>,
    /// The fewest that take part at once
    pub group_min: Option<i32>,
    /// The most that take part at once
    pub group_max: Option<i32>,
    /// How long one works at home in all, in minutes
    pub home_minutes: Option<i32>,
    /// What one gets for it; unknown where null
    pub credential: Option<CodeView>,
    /// What one should have or have done before
    pub prerequisites: Option<String>,
    /// What is said of accreditation
    pub accreditation: Option<String>,
    /// Its own page
    pub url: Option<String>,
    /// Where the facts come from
    pub source_url: Option<String>,
    /// Who put it here: `seed`, `push` or `hand`
    pub source: String,
    /// Who mapped it on topics: our `own` judgement, or the `source` in its words
    pub mapping: String,
    /// The year that the source speaks of
    pub as_of_year: Option<i32>,
    /// How much was seen of it: `page`, `seed`, `page_mention`, `title_only`
    pub evidence: Option<String>,
    /// How sure it is that it can be followed now
    pub offer: Offer,
    /// The first day from today on which one of its editions may start; null where none is known
    pub next_start: Option<NaiveDate>,
    /// What its reviews say together; null below 5
    pub review_summary: Option<Summary>,
    /// When its provider last confirmed it
    pub last_verified: Option<Moment>,
    /// Added to show how it looks (*voorbeeld*): not an offer
    pub example: bool,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}

/// A word of foster care and what it means
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Term", complex)]
#[schema(as = Term)]
pub struct TermView {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: String,
    /// The word
    pub name: String,
    /// What it means, in Dutch; no legal advice
    pub definition: String,
    /// What else it is called
    pub aliases: Vec<String>,
    /// Its topics
    #[graphql(skip)]
    pub topics: Vec<Reference>,
}
