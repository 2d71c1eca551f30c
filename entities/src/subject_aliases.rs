//! What else a subject is called.

use sea_orm::entity::prelude::*;

/// One alias of one subject.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "subject_aliases")]
pub struct Model {
    /// The subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// The other word.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: String,
    /// Its place in the list.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
