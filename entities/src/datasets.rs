//! Published figures, grouped by what they count.

use sea_orm::entity::prelude::*;

/// A dataset.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "datasets")]
pub struct Model {
    /// Its address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub slug: String,
    /// What it is called in Dutch.
    pub title_nl: String,
    /// What it is called in English.
    pub title_en: String,
    /// What it counts, in Dutch.
    pub description_nl: String,
    /// What it counts, in English.
    pub description_en: String,
    /// The code of its unit.
    pub unit: String,
    /// Its unit in Dutch.
    pub unit_nl: String,
    /// Its unit in English.
    pub unit_en: String,
    /// How often it changed.
    pub revision: i64,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the dataset, or anything in it, last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
