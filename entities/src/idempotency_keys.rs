//! Requests that were done, in case they come again.

use sea_orm::entity::prelude::*;

/// A request that was done. It names no account and no time but a day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub struct Model {
    /// A keyed hash of who asked, for what, and under which key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pseudonym: String,
    /// A keyed hash of what was sent.
    pub content: String,
    /// The id of what it made.
    pub made: Uuid,
    /// The last day on which it is known.
    pub kept_until: Date,
}

impl ActiveModelBehavior for ActiveModel {}
