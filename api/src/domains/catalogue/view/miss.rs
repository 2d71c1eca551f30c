//! How searches in vain look.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Reference, Show};
use crate::domains::catalogue::model::Miss;

/// How often people searched in vain about a topic, in one month
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "SearchMiss", complex)]
#[schema(as = SearchMiss)]
pub struct MissView<'s> {
    /// Which month: `2026-11`
    pub month: String,
    /// About which topic; null where it was not understood
    #[graphql(skip)]
    pub topic: Option<Reference<'s>>,
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: Option<usize>,
    /// How often at the least, in steps of ten
    pub at_least: i64,
}

impl<'s> Show<'s> {
    /// How often people searched in vain.
    pub fn miss(self, miss: Miss) -> MissView<'s> {
        let at = self.snapshot.topic(&miss.topic);
        MissView {
            month: miss.month,
            topic: at.map(|at| self.topic_reference(at)),
            at,
            at_least: miss.count,
        }
    }
}
