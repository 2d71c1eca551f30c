//! How providers look, and municipalities.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AccreditationView, CodeView};
use crate::kernel::moment::Moment;

/// A municipality
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Municipality", complex)]
#[schema(as = Municipality)]
pub struct MunicipalityView<'s> {
    /// Its CBS code
    pub code: &'s str,
    /// Its address
    pub slug: &'s str,
    /// Its name
    pub name: &'s str,
    /// What else it is called
    pub alias: Option<&'s str>,
    /// Its province
    pub province: &'s str,
    /// Its youth region
    pub youth_region: &'s str,
    /// Degrees north of its town centre (ETRS89)
    pub latitude: f64,
    /// Degrees east of its town centre (ETRS89)
    pub longitude: f64,
    /// The year of the list that it stands in
    pub as_of_year: i32,
}

/// An organisation that offers courses
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Provider", complex)]
#[schema(as = Provider)]
pub struct ProviderView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// Its name
    pub name: &'s str,
    /// What kind of organisation it is
    pub kind: CodeView<'s>,
    /// Its website
    pub website: Option<&'s str>,
    /// The CBS code of the municipality of its seat; unknown where null
    #[graphql(skip)]
    pub seat_code: Option<&'s str>,
    /// How the seat is known: `page`, `seed`, or `own_knowledge`, which nobody checked
    pub seat_basis: Option<&'s str>,
    /// The youth regions that it says it serves; `landelijk` is all of them
    pub regions: &'s [String],
    /// Who accredits it, as it says itself
    pub accreditations: Vec<AccreditationView<'s>>,
    /// Whether it may issue credentials of trainers
    pub issues_credentials: bool,
    /// Who put it here: `seed` or `hand`
    pub source: &'s str,
    /// Where the facts come from
    pub source_url: Option<&'s str>,
    /// What else is worth knowing
    pub note: Option<&'s str>,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}
