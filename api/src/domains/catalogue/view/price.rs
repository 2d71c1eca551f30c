//! How a line of a price looks.

use std::borrow::Cow;

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{CodeView, Money, Reference, Show};
use crate::domains::catalogue::model::{PriceLine, Vat};
use crate::kernel::id::ProviderId;

/// One line of what a course or an edition costs
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "PriceLine")]
#[schema(as = PriceLine)]
pub struct PriceLineView<'s> {
    /// What it is for: a code of the list `price_kind`
    pub kind: CodeView<'s>,
    /// The amount
    pub amount: Money,
    /// How value added tax stands to the amount; unknown where null
    pub vat: Option<Vat>,
    /// How much value added tax there is, in percent; unknown where null
    pub vat_percent: Option<i32>,
    /// Whether nobody takes part without it
    pub required: bool,
    /// Whether the amount stands, or may still change; unknown where null
    #[serde(rename = "final")]
    #[graphql(name = "final")]
    pub is_final: Option<bool>,
    /// Who pays it: a code of the list `payer`
    pub payer: CodeView<'s>,
    /// The client organisation that alone pays this; null where nobody in particular does
    pub client: Option<Reference<'s>>,
    /// The first day on which it holds
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it holds
    pub valid_until: Option<NaiveDate>,
    /// Whether it holds today
    pub holds_today: bool,
}

impl<'s> Show<'s> {
    /// The lines of a price.
    pub(super) fn price_lines(
        self,
        lines: &'s [PriceLine],
        of_clients: &'s [PriceLine],
    ) -> Vec<PriceLineView<'s>> {
        let lines = lines.iter().chain(of_clients).map(|line| PriceLineView {
            kind: self.listed_code("price_kind", &line.kind),
            amount: Money::euro(line.cents),
            vat: line.vat,
            vat_percent: line.vat_percent,
            required: line.required,
            is_final: line.is_final,
            payer: self.listed_code("payer", &line.payer),
            client: line.client.and_then(|client| self.client(client)),
            valid_from: line.from,
            valid_until: line.until,
            holds_today: line.holds(self.snapshot.today),
        });
        lines.collect()
    }

    /// A client organisation.
    pub(super) fn client(self, client: ProviderId) -> Option<Reference<'s>> {
        let at = self.snapshot.provider(&client.0.to_string())?;
        Some(self.provider_reference(at))
    }

    /// The clients of something, as those who look after it are told.
    pub(super) fn clients(
        self,
        provider: usize,
        clients: &[ProviderId],
    ) -> Option<Vec<Reference<'s>>> {
        let provider = self.snapshot.providers[provider].id;
        let told = !clients.is_empty() && self.snapshot.sight.keeps(provider);
        let clients = clients.iter().filter_map(|client| self.client(*client));
        told.then(|| clients.collect())
    }

    /// A code with its label; a code that left its list is shown as itself.
    fn listed_code(self, list: &str, code: &'s str) -> CodeView<'s> {
        match self.snapshot.code(list, code) {
            Some(known) => CodeView::of(known, self.language),
            None => CodeView {
                code: Cow::Borrowed(code),
                label: Cow::Borrowed(code),
            },
        }
    }
}
