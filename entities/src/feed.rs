//! What changed, in the order of commits.

use sea_orm::entity::prelude::*;

/// One change.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "feed")]
pub struct Model {
    /// Its place in the order of commits.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// Which part of the house changed.
    pub topic: String,
    /// What in it, in that part's own words.
    pub key: String,
    /// When the write began.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
