//! How an accreditation looks.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Show;
use crate::domains::catalogue::model::{Accreditation, Issuer, Validity, points};

/// An accreditation, of a course or of a provider
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Accreditation", complex)]
#[schema(as = Accreditation)]
pub struct AccreditationView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) by: Option<usize>,
    /// Who accredits
    pub issuer: &'s str,
    /// The id of the provider that accredits; null where that is not on the platform
    #[graphql(skip)]
    pub issuer_provider_id: Option<Uuid>,
    /// The number under which it is known there
    pub code: Option<&'s str>,
    /// How many points one gets; unknown where null
    pub points: Option<f64>,
    /// The first day on which it holds
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it holds
    pub valid_until: Option<NaiveDate>,
    /// Whether it holds today
    pub validity: Validity,
    /// Where that is told
    pub source_url: Option<&'s str>,
}

impl<'s> Show<'s> {
    /// Whether something that is given for a time holds on the day of the snapshot.
    pub fn validity(self, valid: (Option<NaiveDate>, Option<NaiveDate>)) -> Validity {
        Validity::on(self.snapshot.today, valid)
    }

    /// Accreditations.
    pub fn accreditations(self, all: &'s [Accreditation]) -> Vec<AccreditationView<'s>> {
        all.iter().map(|one| self.accreditation(one)).collect()
    }

    fn accreditation(self, one: &'s Accreditation) -> AccreditationView<'s> {
        let says = &one.says;
        let provider = one.issuer.map(|at| &self.snapshot.providers[at]);
        AccreditationView {
            by: one.issuer,
            issuer: match (&says.issuer, provider) {
                (Issuer::Named(name), _) => name,
                (Issuer::Known(_), provider) => provider.map_or("", |it| &it.name),
            },
            issuer_provider_id: provider.map(|it| it.id.0),
            code: says.code.as_deref(),
            points: says.points.map(points),
            valid_from: says.valid.0,
            valid_until: says.valid.1,
            validity: self.validity(says.valid),
            source_url: says.source_url.as_deref(),
        }
    }
}
