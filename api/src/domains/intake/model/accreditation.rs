//! What is said of an accreditation, in the same shape wherever it is written and at both doors.

use async_graphql::{InputObject, SimpleObject};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domains::catalogue::{AccreditationDraft, Issuer, Snapshot, points};

/// The most accreditations that a course or a provider may have.
pub const MOST_ACCREDITATIONS: usize = 20;

/// An accreditation: who stands for it, how many points one gets, and how long it holds. Whether that is today is worked out
#[derive(Clone, Debug, Default, Serialize, Deserialize, InputObject, SimpleObject, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[graphql(name = "AccreditationContent", input_name = "AccreditationInput")]
#[schema(as = AccreditationContent)]
pub struct AccreditationContent {
    /// Who accredits, by name; needed where `issuerProvider` is left out
    #[schema(max_length = 200)]
    pub issuer: Option<String>,
    /// The provider on this platform that accredits: its slug or id, in the place of `issuer`
    #[schema(max_length = 200)]
    pub issuer_provider: Option<String>,
    /// The number under which it is known there
    #[schema(max_length = 100)]
    pub code: Option<String>,
    /// How many points one gets, with two decimals at most
    #[schema(exclusive_minimum = 0, maximum = 1000)]
    pub points: Option<f64>,
    /// The first day on which it holds: `2026-12-01`
    pub valid_from: Option<String>,
    /// The last day on which it holds
    pub valid_until: Option<String>,
    /// Where that is told, by https
    #[schema(max_length = 2000, format = "uri")]
    pub source_url: Option<String>,
}

impl AccreditationContent {
    /// An accreditation as it would be written.
    pub fn of(says: AccreditationDraft, snapshot: &Snapshot) -> Self {
        let (issuer, issuer_provider) = match says.issuer {
            Issuer::Named(name) => (Some(name), None),
            Issuer::Known(provider) => {
                let known = snapshot.provider(&provider.0.to_string());
                let slug = known.map(|at| snapshot.providers[at].slug.clone());
                (None, slug)
            }
        };
        let (from, until) = says.valid;
        Self {
            issuer,
            issuer_provider,
            code: says.code,
            points: says.points.map(points),
            valid_from: from.map(|day| day.to_string()),
            valid_until: until.map(|day| day.to_string()),
            source_url: says.source_url,
        }
    }
}
