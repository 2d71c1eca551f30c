//! What else a term is called.

use sea_orm::entity::prelude::*;

/// One alias of one term.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "term_aliases")]
pub struct Model {
    /// The term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term_id: Uuid,
    /// The other word.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: String,
    /// Its place in the list.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
