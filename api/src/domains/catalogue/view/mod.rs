//! How the catalogue looks from outside.
//!
//! One shape per thing serves both doors, so that they cannot spell a member differently; a column that is not named here
//! stays inside. GraphQL adds the global `id` and the edges (see `graphql.rs`).

mod accreditation;
mod beside;
mod edition;
mod found;
mod joined;
mod listed;
mod miss;
mod own;
mod provider;
mod show;
mod topic_page;
mod words;

use std::borrow::Cow;

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Coded, Offer};
use crate::domains::reviews::Summary;
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

pub use accreditation::AccreditationView;
pub use beside::{AspectView, ChangeView, ComparisonView, SimilarBody, SimilarView};
pub use edition::EditionView;
pub use found::{
    ReasonView, SearchBody, SearchHitView, SuggestionView, SuggestionsBody, UnderstoodView,
};
pub use listed::{CourseHit, CoursesBody, FacetValueView, FacetView};
pub use miss::MissView;
pub use own::{EditView, OwnCodeView, OwnCourseView, VersionView};
pub use provider::{MunicipalityView, ProviderView};
pub use show::Show;
pub use topic_page::{TopicPageView, TopicStageView, WholeTopicView};
pub use words::{PillarView, SubjectView, TermView, TopicView};

/// A code and what it is called
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "Code")]
#[schema(as = Code)]
pub struct CodeView<'s> {
    /// The code, which never changes
    pub code: Cow<'s, str>,
    /// What it is called, in the language asked for
    pub label: Cow<'s, str>,
}

impl<'s> CodeView<'s> {
    fn of(coded: &'s Coded, language: Language) -> Self {
        Self {
            code: Cow::Borrowed(&coded.code),
            label: Cow::Borrowed(coded.label.get(language)),
        }
    }
}

/// A code with its label in both languages
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "CodeListItem")]
#[schema(as = CodeListItem)]
pub struct CodeListItemView<'s> {
    /// The code, which never changes
    pub code: &'s str,
    /// What it is called in Dutch
    pub label_nl: &'s str,
    /// What it is called in English
    pub label_en: &'s str,
    /// Whether it is no longer to be chosen; what has it keeps it
    pub retired: bool,
    /// How often it changed: what a change names as `ifRevision`
    pub revision: i64,
    /// The code of the group that it stands in: a learning form in one of the list `form_group`. Null where it stands in none
    pub group: Option<&'s str>,
}

/// A list of codes that people edit
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "CodeList")]
#[schema(as = CodeList)]
pub struct CodeListView<'s> {
    /// The name of the list
    pub name: &'s str,
    /// Its version: one more with each code that is added or changed
    pub revision: i64,
    /// Its codes, in order
    pub items: Vec<CodeListItemView<'s>>,
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
pub struct Reference<'s> {
    /// Its id
    pub id: Uuid,
    /// Its address
    pub slug: &'s str,
    /// Its name, in the language asked for
    pub name: &'s str,
}

/// Something to learn from: a training, a book, a film, an evening
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Course", complex)]
#[schema(as = Course)]
pub struct CourseView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) at: usize,
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
    /// The price; unknown where null, free where the amount is zero
    pub price: Option<Money>,
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
    pub mapping_reviewed_at: Option<Moment>,
    /// The year that the source speaks of
    pub as_of_year: Option<i32>,
    /// How much was seen of it: `page`, `seed`, `page_mention`, `title_only`
    pub evidence: Option<&'s str>,
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
