//! How figures look from outside: one shape per thing for both doors.

mod shop;

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Content, Dimension};
use super::published::Issue;
use super::service::Supply;
use super::shelf::{Axis, Tally};
use crate::domains::catalogue::view::CodeView;
use crate::domains::catalogue::{Coded, Offer};
use crate::kernel::decimal::Decimal;
use crate::kernel::language::{Language, Text};
use crate::kernel::moment::Moment;

pub use shop::{ProviderSupplyCellView, ProviderSupplyView};

/// How many courses there are, exactly, in every cell of the dimensions asked for
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Supply")]
#[schema(as = Supply)]
pub struct SupplyView {
    /// The day in Amsterdam for which it was derived what is current
    pub as_of: NaiveDate,
    /// Which state of the public offer was counted: another where anything in that is otherwise
    pub catalogue_version: String,
    /// Whether something is counted, or is current, only to show how it looks (*voorbeeld*)
    pub examples: bool,
    /// How many courses were counted, each once: cells of some dimensions overlap
    pub total: OfferCounts,
    /// The dimensions, in the order asked for
    pub dimensions: Vec<SupplyDimensionView>,
    /// Every combination of codes, empty ones too; the last dimension runs fastest
    pub cells: Vec<SupplyCellView>,
    #[serde(skip)]
    #[graphql(skip)]
    pub(super) language: Language,
}

/// A number of courses for each offer; they are never added up. Null is what was not asked for
#[derive(Clone, Copy, Debug, Serialize, ToSchema, SimpleObject)]
pub struct OfferCounts {
    /// Confirmed in the past year, or with a date to come
    pub current: Option<u32>,
    /// Neither confirmed nor known to be over
    pub unconfirmed: Option<u32>,
    /// Old, or with past dates alone
    pub archive: Option<u32>,
}

/// A dimension of supply
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "SupplyDimensionInfo")]
#[schema(as = SupplyDimensionInfo)]
pub struct SupplyDimensionView {
    /// Which one
    pub code: Dimension,
    /// What it is called, in the language asked for
    pub label: String,
    /// How a course gets its codes
    pub description: String,
    /// Whether each course has one code, so that cells add up to the total
    pub adds_up: bool,
    /// Its codes, in order
    pub codes: Vec<CodeView<'static>>,
    /// What its codes stand under; null where they stand under nothing
    pub within: Option<SupplyWithinView>,
}

/// What the codes of a dimension stand under
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "SupplyWithin")]
#[schema(as = SupplyWithin)]
pub struct SupplyWithinView {
    /// In which dimension
    pub dimension: Dimension,
    /// The code there of each of its codes, in their order; null for what stands under none
    pub codes: Vec<Option<String>>,
}

/// A combination of codes, and how many courses have it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "SupplyCell")]
#[schema(as = SupplyCell)]
pub struct SupplyCellView {
    /// A code of each dimension, in their order
    pub codes: Vec<String>,
    /// How many courses; a course counts once in each cell that it touches
    pub courses: OfferCounts,
}

impl OfferCounts {
    /// Tells the counts of the offers asked for.
    fn told(tally: &Tally, asked: &[Offer]) -> Self {
        let of = |offer| asked.contains(&offer).then_some(tally[offer as usize]);
        Self {
            current: of(Offer::Current),
            unconfirmed: of(Offer::Unconfirmed),
            archive: of(Offer::Archive),
        }
    }

    /// The count of one offer; none where it was not asked for.
    pub fn of(&self, offer: Offer) -> Option<u32> {
        match offer {
            Offer::Current => self.current,
            Offer::Unconfirmed => self.unconfirmed,
            Offer::Archive => self.archive,
        }
    }
}

impl SupplyDimensionView {
    fn of(axis: &Axis, language: Language) -> Self {
        Self {
            code: axis.dimension,
            label: axis.dimension.label().get(language).to_owned(),
            description: axis.dimension.meaning().get(language).to_owned(),
            adds_up: axis.dimension.adds_up(),
            codes: axis.codes.iter().map(|it| code(it, language)).collect(),
            within: axis.dimension.within().map(|dimension| SupplyWithinView {
                dimension,
                codes: axis.parents.clone(),
            }),
        }
    }
}

fn code(coded: &Coded, language: Language) -> CodeView<'static> {
    CodeView {
        code: coded.code.clone().into(),
        label: coded.label.get(language).to_owned().into(),
    }
}

impl SupplyView {
    /// Shows what was counted, in one language.
    pub(super) fn of(supply: &Supply, language: Language) -> Self {
        let mut view = Self {
            as_of: supply.as_of,
            catalogue_version: supply.version.clone(),
            examples: supply.examples,
            total: OfferCounts::told(&supply.total, &supply.offers),
            dimensions: supply
                .axes()
                .map(|axis| SupplyDimensionView::of(axis, language))
                .collect(),
            cells: Vec::new(),
            language,
        };
        let cells = supply.cells.iter().enumerate();
        view.cells = cells
            .map(|(at, tally)| SupplyCellView {
                codes: view
                    .codes(at)
                    .into_iter()
                    .map(|it| it.code.to_string())
                    .collect(),
                courses: OfferCounts::told(tally, &supply.offers),
            })
            .collect();
        view
    }

    /// The codes of a cell, by its place: the last dimension runs fastest.
    pub fn codes(&self, cell: usize) -> Vec<&CodeView<'static>> {
        let mut rest = cell;
        let mut codes: Vec<&CodeView<'static>> = Vec::with_capacity(self.dimensions.len());
        for dimension in self.dimensions.iter().rev() {
            codes.push(&dimension.codes[rest % dimension.codes.len()]);
            rest /= dimension.codes.len();
        }
        codes.reverse();
        codes
    }

    /// What an offer is called.
    pub fn offer_label(&self, offer: Offer) -> &'static str {
        match offer {
            Offer::Current => self.words("Actueel", "Current"),
            Offer::Unconfirmed => self.words("Niet bevestigd", "Unconfirmed"),
            Offer::Archive => self.words("Archief", "Archive"),
        }
    }

    /// Words in the language of the answer.
    pub fn words(&self, nl: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Nl => nl,
            Language::En => en,
        }
    }
}

/// Published figures about one thing, from every source that gives them
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Dataset", complex)]
#[schema(as = Dataset)]
pub struct DatasetView {
    /// Its address
    pub slug: String,
    /// What it is called, in the language asked for
    pub title: String,
    /// What it counts, in the language asked for
    pub description: String,
    /// In what it counts
    pub unit: CodeView<'static>,
    /// The first year that has a figure
    pub first_year: i32,
    /// The last year that has a figure
    pub last_year: i32,
    /// What each source says; series of different sources are not to be mixed
    pub series: Vec<SeriesView>,
    /// How many figures there are
    pub observation_count: usize,
    /// The SHA-256 of its CSV file, in hexadecimal
    pub checksum: String,
    /// How often it changed
    pub revision: i64,
    /// When it last changed here
    pub updated_at: Moment,
}

/// What one source says under one name
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Series")]
#[schema(as = Series)]
pub struct SeriesView {
    /// Its code within the dataset
    pub code: String,
    /// What the figures are called, in the language asked for
    pub name: String,
    /// Who published them
    pub source_name: String,
    /// The page that they stand on
    pub source_url: String,
}

/// A published figure
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Observation")]
#[schema(as = Observation)]
pub struct ObservationView {
    /// The code of its series
    pub series: String,
    /// Of which year
    pub year: i32,
    /// The number as it was published; null where the source gives none
    pub value: Option<Decimal>,
    /// What else is worth knowing, in the language asked for
    pub note: Option<String>,
    /// The page that it stands on
    pub source_url: String,
}

/// A dataset with its figures
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DatasetWithObservations)]
pub struct WholeDatasetView {
    /// What it is
    #[serde(flatten)]
    pub dataset: DatasetView,
    /// Its figures: series after series, each by year
    pub observations: Vec<ObservationView>,
}

impl DatasetView {
    pub(super) fn of(issue: &Issue, language: Language) -> Self {
        let content = &issue.dataset.content;
        let say = |text: &Text| text.get(language).to_owned();
        let years = content.years();
        Self {
            slug: content.slug.clone(),
            title: say(&content.title),
            description: say(&content.description),
            unit: CodeView {
                code: content.unit.code.clone().into(),
                label: say(&content.unit.label).into(),
            },
            first_year: years.first().copied().unwrap_or_default(),
            last_year: years.last().copied().unwrap_or_default(),
            series: content
                .series
                .iter()
                .map(|series| SeriesView {
                    code: series.code.clone(),
                    name: say(&series.name),
                    source_name: series.source_name.clone(),
                    source_url: series.source_url.clone(),
                })
                .collect(),
            observation_count: content.observations().count(),
            checksum: issue.checksum.clone(),
            revision: issue.dataset.revision.0,
            updated_at: Moment(issue.dataset.updated_at),
        }
    }
}

impl WholeDatasetView {
    pub(super) fn of(issue: &Issue, language: Language) -> Self {
        Self {
            dataset: DatasetView::of(issue, language),
            observations: observations(&issue.dataset.content, language),
        }
    }
}

/// The figures of a dataset, series after series, each by year.
pub(super) fn observations(content: &Content, language: Language) -> Vec<ObservationView> {
    let shown = content.observations().map(|(series, one)| ObservationView {
        series: series.code.clone(),
        year: one.year,
        value: one.value.clone(),
        note: one.note.as_ref().map(|note| note.get(language).to_owned()),
        source_url: series.source_url.clone(),
    });
    shown.collect()
}
