//! What is said of topics: what one meets, what one needs, what helps.

use sea_orm::entity::prelude::*;

/// One text of one topic.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_texts")]
pub struct Model {
    /// The topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: Uuid,
    /// What it says: `considering`, `starting`, `experienced`, `competency`, `help`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub section: String,
    /// Its place among those that say the same sort of thing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The text, in Dutch.
    pub text_nl: String,
    /// The text, in English.
    pub text_en: String,
    /// `draft`, `reviewed`.
    pub state: String,
    /// Who put the row here.
    pub source: String,
}

impl ActiveModelBehavior for ActiveModel {}
