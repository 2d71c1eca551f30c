//! The five pillars of foster parenthood.

use sea_orm::entity::prelude::*;

/// A pillar.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pillars")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its address.
    pub slug: String,
    /// Its place among the five.
    pub position: i32,
    /// Its name, in Dutch.
    pub name_nl: String,
    /// Its name, in English.
    pub name_en: String,
    /// Its title, in Dutch.
    pub title_nl: String,
    /// Its title, in English.
    pub title_en: String,
    /// Where the model is described.
    pub source_url: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
