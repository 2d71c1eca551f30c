//! What became of each row of a push, in chunks.

use sea_orm::entity::prelude::*;

/// A chunk of a receipt.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "push_receipts")]
pub struct Model {
    /// Of which push.
    #[sea_orm(primary_key, auto_increment = false)]
    pub push_id: Uuid,
    /// Its place in the receipt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub chunk: i32,
    /// The place of its first row in the receipt.
    pub first_row: i32,
    /// How many rows it has.
    pub row_count: i32,
    /// What became of its rows: JSON.
    pub rows: String,
}

impl ActiveModelBehavior for ActiveModel {}
