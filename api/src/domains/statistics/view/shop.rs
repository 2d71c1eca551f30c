//! How a provider's offer looks beside the country's.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{OfferCounts, SupplyDimensionView, SupplyView};
use crate::domains::catalogue::Snapshot;
use crate::domains::catalogue::view::{ProviderView, Show};
use crate::domains::statistics::service::Shop;
use crate::kernel::language::Language;

/// What a provider offers beside what the whole country does, in the same cells
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ProviderSupply")]
#[schema(as = ProviderSupply)]
pub struct ProviderSupplyView<'s> {
    /// The day in Amsterdam for which it was derived what is current
    pub as_of: NaiveDate,
    /// The state of the catalogue that was counted
    pub catalogue_version: String,
    /// Whether something is counted, or is current, only to show how it looks (*voorbeeld*)
    pub examples: bool,
    /// Whose offer it is
    pub provider: ProviderView<'s>,
    /// How many courses of the provider were counted, each once
    pub own: OfferCounts,
    /// How many courses of the country were counted, each once; those of the provider too
    pub country: OfferCounts,
    /// The dimensions, in the order asked for
    pub dimensions: Vec<SupplyDimensionView>,
    /// Every combination of codes, empty ones too; the last dimension runs fastest
    pub cells: Vec<ProviderSupplyCellView>,
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::statistics) both: [SupplyView; 2],
}

/// A combination of codes, and how many courses have it here and in the country
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "ProviderSupplyCell")]
#[schema(as = ProviderSupplyCell)]
pub struct ProviderSupplyCellView {
    /// A code of each dimension, in their order
    pub codes: Vec<String>,
    /// How many courses of the provider
    pub own: OfferCounts,
    /// How many courses of the country; those of the provider too
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
        let cells = own.cells.iter().zip(&country.cells);
        let cells = cells.map(|(own, country)| ProviderSupplyCellView {
            codes: own.codes.clone(),
            own: own.courses,
            country: country.courses,
        });
        Self {
            as_of: country.as_of,
            catalogue_version: country.catalogue_version.clone(),
            examples: country.examples,
            provider: Show { snapshot, language }.provider(shop.provider),
            own: own.total,
            country: country.total,
            dimensions: country.dimensions.clone(),
            cells: cells.collect(),
            both: [own, country],
        }
    }
}
