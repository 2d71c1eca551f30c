//! The topics under the pillars.

use sea_orm::entity::prelude::*;

/// A topic.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "topics")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The pillar that it stands under.
    pub pillar_id: Uuid,
    /// Its address.
    pub slug: String,
    /// Its place in the model.
    pub position: i32,
    /// Its name, in Dutch.
    pub name_nl: String,
    /// Its name, in English.
    pub name_en: String,
    /// Where the model is described.
    pub source_url: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
