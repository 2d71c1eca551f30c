//! Codes for whoever lost what makes the others.

use sea_orm::entity::prelude::*;

/// A code that serves once instead of the second factor.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_codes")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// A keyed digest of the code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
}

impl ActiveModelBehavior for ActiveModel {}
