//! The subjects under the topics.

use sea_orm::entity::prelude::*;

/// A subject.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subjects")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The topic that it stands under.
    pub topic_id: Uuid,
    /// Its address.
    pub slug: String,
    /// Its place among all of them.
    pub position: i32,
    /// Its name, in Dutch.
    pub name_nl: String,
    /// Its name, in English.
    pub name_en: String,
    /// What it is about, in Dutch.
    pub about_nl: String,
    /// What it is about, in English.
    pub about_en: String,
    /// Why it is there: `report`, `source`, `own`.
    pub basis: String,
    /// Where it is named.
    pub source_url: Option<String>,
    /// Who put the row here.
    pub source: String,
}

impl ActiveModelBehavior for ActiveModel {}
