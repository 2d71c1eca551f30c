//! How many parents came by each giver, counted once a day.

use sea_orm::entity::prelude::*;

/// How many parents came by one giver.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_counts")]
pub struct Model {
    /// Of which kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub giver_kind: String,
    /// Which of its kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub giver: String,
    /// How many. Told by the counting policy alone.
    pub parents: i32,
    /// On which day they were counted.
    pub counted_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
