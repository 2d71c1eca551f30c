//! What is kept of codes that were not used yet.

use sea_orm::entity::prelude::*;

/// A code that was not used yet.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "verification_codes")]
pub struct Model {
    /// A keyed hash of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// From which batch.
    pub batch_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
