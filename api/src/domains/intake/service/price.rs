//! What a line of a price can say. One shape serves pushes and drafts, at both doors.

use async_graphql::{InputObject, SimpleObject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domains::catalogue::{PriceLine, Vat};

/// One line of what a course or an edition costs
#[derive(Clone, Debug, Default, Serialize, Deserialize, InputObject, SimpleObject, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[graphql(name = "DraftPriceLine", input_name = "PriceLineInput")]
#[schema(as = PriceLineContent)]
pub struct PriceLineContent {
    /// What it is for: a code of the list `price_kind`; needed
    pub kind: Option<String>,
    /// The amount in euro cents; needed
    #[schema(minimum = 0, maximum = 10_000_000)]
    pub amount_cents: Option<i32>,
    /// How value added tax stands to the amount
    pub vat: Option<Vat>,
    /// How much value added tax there is, in percent; needed where it comes on top
    #[schema(minimum = 0, maximum = 100)]
    pub vat_percent: Option<i32>,
    /// Whether nobody takes part without it; true where left out
    pub required: Option<bool>,
    /// Whether the amount stands, or may still change
    #[serde(rename = "final")]
    #[graphql(name = "final")]
    pub is_final: Option<bool>,
    /// Who pays it: a code of the list `payer`; needed. What nobody pays (`free`) has the amount zero
    pub payer: Option<String>,
    /// The client organisation that alone pays this, by id or slug: one of those that may see what costs it. Where a client has lines of its own, it is shown no others
    pub client: Option<String>,
    /// The first day on which it holds: `2026-12-01`
    pub valid_from: Option<String>,
    /// The last day on which it holds
    pub valid_until: Option<String>,
}

impl From<PriceLine> for PriceLineContent {
    fn from(line: PriceLine) -> Self {
        Self {
            kind: Some(line.kind),
            amount_cents: Some(line.cents),
            vat: line.vat,
            vat_percent: line.vat_percent,
            required: Some(line.required),
            is_final: line.is_final,
            payer: Some(line.payer),
            client: line.client.map(|client| client.0.to_string()),
            valid_from: line.from.map(|day| day.to_string()),
            valid_until: line.until.map(|day| day.to_string()),
        }
    }
}
