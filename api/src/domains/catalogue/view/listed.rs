//! How a list of courses looks: hits, and what there would be beside them.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use super::{CourseView, EditionView, Show, UnderstoodView};
use crate::domains::catalogue::model::{
    Coded, Delivery, EditionStatus, Facet, Offer, PartOfDay, Pricing, Visibility,
};
use crate::domains::catalogue::service::{Choice, Counted};
use crate::kernel::language::Text;

/// A course that was found, with the editions that were meant
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CourseHit<'s> {
    /// The course
    #[serde(flatten)]
    pub course: CourseView<'s>,
    /// How far the nearest of these editions is, in kilometres as the crow flies; only with `near`, and where it is known
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// Its editions that were meant, by date; only where something was asked of editions
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matching_editions: Option<Vec<EditionView<'s>>>,
}

/// A page of courses, and what there would be beside it
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CoursesBody<'s> {
    /// The courses
    pub items: Vec<CourseHit<'s>>,
    /// What to send as `cursor` for the next page; null on the last
    pub next_cursor: Option<String>,
    /// How many courses the whole list has
    pub total_count: Option<usize>,
    /// The facets that were asked for, in that order
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<FacetView>,
    /// How the words of `q` were understood; only with `q`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub understood: Option<Vec<UnderstoodView>>,
    /// The words of `q` of which nothing is known here; only with `q`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_understood: Option<Vec<String>>,
}

/// How many courses there would be with each value of a facet, if nothing else were wished of it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "CourseFacetCounts")]
#[schema(as = CourseFacetCounts)]
pub struct FacetView {
    /// Which facet
    pub facet: Facet,
    /// Its values that a course has, most first; a course can have several
    pub values: Vec<FacetValueView>,
}

/// How many courses there would be with a value
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "CourseFacetValue")]
#[schema(as = CourseFacetValue)]
pub struct FacetValueView {
    /// What to filter by
    pub value: String,
    /// What it is called, in the language asked for
    pub label: String,
    /// How many courses
    pub count: usize,
}

impl<'s> Show<'s> {
    /// A distance, to a hundred metres: a town's centre is no better known.
    pub fn kilometres(self, metres: Option<u32>) -> Option<f64> {
        metres.map(|metres| (f64::from(metres) / 100.0).round() / 10.0)
    }

    /// A facet of a choice.
    pub fn facet(self, choice: &Choice, facet: Facet) -> FacetView {
        let counted = choice.count(self.snapshot, facet).into_iter();
        let values = counted.map(|Counted { value, count }| {
            let (value, label) = self.facet_value(facet, value);
            FacetValueView {
                value,
                label,
                count,
            }
        });
        FacetView {
            facet,
            values: values.collect(),
        }
    }

    /// What to filter by, and what that is called.
    fn facet_value(self, facet: Facet, at: usize) -> (String, String) {
        let coded = |list: &str| {
            let Coded { code, label, .. } = &self.snapshot.codes(list)[at];
            (code.clone(), label.get(self.language).to_owned())
        };
        let known =
            |word: &str, label: Text| (word.to_owned(), label.get(self.language).to_owned());
        let itself = |word: &String| (word.clone(), word.clone());
        match facet {
            Facet::Pillar => {
                let pillar = &self.snapshot.pillars[at];
                (
                    pillar.slug.clone(),
                    pillar.name.get(self.language).to_owned(),
                )
            }
            Facet::Topic => {
                let topic = &self.snapshot.topics[at];
                (topic.slug.clone(), topic.name.get(self.language).to_owned())
            }
            Facet::Subject => {
                let subject = &self.snapshot.subjects[at];
                (
                    subject.slug.clone(),
                    subject.name.get(self.language).to_owned(),
                )
            }
            Facet::Provider => {
                let provider = &self.snapshot.providers[at];
                (provider.slug.clone(), provider.name.clone())
            }
            Facet::LearningForm => coded("learning_form"),
            Facet::FormGroup => coded("form_group"),
            Facet::ProductKind => coded("product_kind"),
            Facet::Audience => coded("audience"),
            Facet::CareType => coded("care_type"),
            Facet::ChildTheme => coded("child_theme"),
            Facet::Condition => coded("condition"),
            Facet::ReadingLevel => coded("reading_level"),
            Facet::Status => known(
                EditionStatus::ALL[at].word(),
                EditionStatus::ALL[at].label(),
            ),
            Facet::Visibility => known(Visibility::ALL[at].word(), Visibility::ALL[at].label()),
            Facet::Offer => known(Offer::ALL[at].word(), Offer::ALL[at].label()),
            Facet::Price => known(Pricing::ALL[at].word(), Pricing::ALL[at].label()),
            Facet::Accredited if at == 0 => {
                known("true", Text::new("Geaccrediteerd", "Accredited"))
            }
            Facet::Accredited => known(
                "false",
                Text::new("Geen accreditatie bekend", "No accreditation known"),
            ),
            Facet::Language => itself(&self.snapshot.sets.languages[at]),
            Facet::Delivery => known(Delivery::ALL[at].word(), Delivery::ALL[at].label()),
            Facet::Municipality => {
                let town = &self.snapshot.municipalities[at];
                let name = town.alias.as_ref().unwrap_or(&town.name);
                (town.slug.clone(), name.clone())
            }
            Facet::YouthRegion => itself(&self.snapshot.sets.youth_regions[at]),
            Facet::PartOfDay => known(PartOfDay::ALL[at].word(), PartOfDay::ALL[at].label()),
        }
    }
}
