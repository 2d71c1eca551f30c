//! Municipalities, by their CBS code.

use sea_orm::entity::prelude::*;

/// A municipality.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "municipalities")]
pub struct Model {
    /// The CBS code (`GM0014`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What else it is called.
    pub alias: Option<String>,
    /// Its province.
    pub province: String,
    /// Its youth region.
    pub youth_region: String,
    /// Of the town centre, in degrees north (ETRS89).
    pub latitude: f64,
    /// Of the town centre, in degrees east (ETRS89).
    pub longitude: f64,
    /// The year of the list that it stands in.
    pub as_of_year: i32,
    /// Where the list comes from.
    pub source_url: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
