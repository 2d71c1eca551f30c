//! How a provider's offer looks beside another's and the country's.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{OfferCounts, SupplyDimensionView, SupplyView};
use crate::domains::catalogue::Snapshot;
use crate::domains::catalogue::view::{ProviderView, Show};
use crate::domains::statistics::service::Shop;
use crate::kernel::language::Language;

/// What a provider offers beside what another and the whole country do, in the same cells. Only what the public sees is counted
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ProviderSupply")]
#[schema(as = ProviderSupply)]
pub struct ProviderSupplyView<'s> {
    /// The day in Amsterdam for which it was derived what is current
    pub as_of: NaiveDate,
    /// Which state of the public offer was counted: another where anything in that is otherwise
    pub catalogue_version: String,
    /// Whether something is counted, or is current, only to show how it looks (*voorbeeld*)
    pub examples: bool,
    /// Whose offer it is
    pub provider: ProviderView<'s>,
    /// How many courses of the provider were counted, each once
    pub own: OfferCounts,
    /// Who is put beside it; null where nobody is
    pub beside_provider: Option<ProviderView<'s>>,
    /// How many courses of the provider beside it were counted, each once
    pub beside: Option<OfferCounts>,
    /// How many courses of the country were counted, each once; those of these providers too
    pub country: OfferCounts,
    /// The dimensions, in the order asked for
    pub dimensions: Vec<SupplyDimensionView>,
    /// Every combination of codes, empty ones too; the last dimension runs fastest
    pub cells: Vec<ProviderSupplyCellView>,
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::statistics) each: Each,
}

/// Each supply by itself, for files.
#[derive(Clone, Debug)]
pub(in crate::domains::statistics) struct Each {
    pub own: SupplyView,
    pub beside: Option<SupplyView>,
    pub country: SupplyView,
}

/// A combination of codes, and how many courses have it here, beside it and in the country
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "ProviderSupplyCell")]
#[schema(as = ProviderSupplyCell)]
pub struct ProviderSupplyCellView {
    /// A code of each dimension, in their order
    pub codes: Vec<String>,
    /// How many courses of the provider
    pub own: OfferCounts,
    /// How many courses of the provider beside it; null where nobody is
    pub beside: Option<OfferCounts>,
    /// How many courses of the country; those of these providers too
    pub country: OfferCounts,
}

impl<'s> ProviderSupplyView<'s> {
    /// Shows what was counted, in one language.
    pub(in crate::domains::statistics) fn of(
        shop: &Shop,
        snapshot: &'s Snapshot,
        language: Language,
    ) -> Self {
        let own = SupplyView::of(&shop.own, language);
        let country = SupplyView::of(&shop.country, language);
        let other = shop.beside.as_ref();
        let beside = other.map(|(_, supply)| SupplyView::of(supply, language));
        let show = Show { snapshot, language };
        let cells = own.cells.iter().zip(&country.cells).enumerate();
        let cells = cells.map(|(at, (own, country))| ProviderSupplyCellView {
            codes: own.codes.clone(),
            own: own.courses,
            beside: beside.as_ref().map(|beside| beside.cells[at].courses),
            country: country.courses,
        });
        Self {
            as_of: country.as_of,
            catalogue_version: country.catalogue_version.clone(),
            examples: country.examples,
            provider: show.provider(shop.provider),
            own: own.total,
            beside_provider: other.map(|(at, _)| show.provider(*at)),
            beside: beside.as_ref().map(|beside| beside.total),
            country: country.total,
            dimensions: country.dimensions.clone(),
            cells: cells.collect(),
            each: Each {
                own,
                beside,
                country,
            },
        }
    }
}
