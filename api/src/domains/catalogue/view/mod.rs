//! How the catalogue looks from outside.
//!
//! One shape per thing serves both doors, so that they cannot spell a member differently; a column that is not named here
//! stays inside. GraphQL adds the global `id` and the edges (see `graphql.rs`).

mod accreditation;
mod beside;
mod client;
mod course;
mod edition;
mod found;
mod joined;
mod listed;
mod mapping;
mod miss;
mod own;
mod price;
mod provider;
mod show;
mod topic_page;
mod trainer;
mod understood;
mod words;

use std::borrow::Cow;

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::Coded;
use crate::kernel::language::Language;

pub use accreditation::AccreditationView;
pub use beside::{AspectView, ChangeView, ComparisonView, SimilarBody, SimilarView};
pub use client::ClientBody;
pub use course::CourseView;
pub use edition::EditionView;
pub use found::{ReasonView, SearchBody, SearchHitView, SuggestionView, SuggestionsBody};
pub use listed::{CourseHit, CoursesBody, FacetValueView, FacetView};
pub use mapping::{MappingView, SubjectSuggestionView};
pub use miss::MissView;
pub use own::{EditView, OwnCodeView, OwnCourseView, VersionView};
pub use price::PriceLineView;
pub use provider::{MunicipalityView, ProviderView};
pub use show::Show;
pub use topic_page::{TopicPageView, TopicStageView, WholeTopicView};
pub use trainer::{CredentialView, TrainerReference, TrainerView};
pub use understood::UnderstoodView;
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
    /// Whether forms no longer offer it; what has it keeps it
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
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
pub struct Reference<'s> {
    /// Its id, as REST shows it
    #[graphql(name = "uuid")]
    pub id: Uuid,
    /// Its address
    pub slug: &'s str,
    /// Its name, in the language asked for
    pub name: &'s str,
}
