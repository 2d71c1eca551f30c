//! Of which organisation parents say, for themselves alone, that it is theirs.

use sea_orm::entity::prelude::*;

/// What one account said.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_clients")]
pub struct Model {
    /// Whose account it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The organisation.
    pub provider_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
