//! What was sent in a push that is not done yet, in parts.

use sea_orm::entity::prelude::*;

/// A part of what was sent.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "push_parts")]
pub struct Model {
    /// Of which push; it may not be there yet.
    #[sea_orm(primary_key, auto_increment = false)]
    pub push_id: Uuid,
    /// Its place.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i32,
    /// What its rows say: JSON.
    pub items: String,
}

impl ActiveModelBehavior for ActiveModel {}
