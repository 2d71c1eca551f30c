//! How often people searched in vain, by what it was about. No row tells what was typed.

use sea_orm::entity::prelude::*;

/// How often, in one month and about one topic.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "search_misses")]
pub struct Model {
    /// Which month: `2026-11`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    /// The address of the topic; empty where it was not understood.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic: String,
    /// How often.
    pub count: i64,
}

impl ActiveModelBehavior for ActiveModel {}
