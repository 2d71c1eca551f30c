//! What one source says of a dataset.

use sea_orm::entity::prelude::*;

/// A series: one name, one source.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dataset_series")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of which dataset.
    pub dataset_slug: String,
    /// Its code within the dataset.
    pub code: String,
    /// Its place in the dataset.
    pub position: i32,
    /// What it is called in Dutch.
    pub name_nl: String,
    /// What it is called in English.
    pub name_en: String,
    /// Who published it, and where.
    pub source_name: String,
    /// The page that it stands on.
    pub source_url: String,
}

impl ActiveModelBehavior for ActiveModel {}
