//! Which accounts belong to one household.

use sea_orm::entity::prelude::*;

/// Somebody of a household.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "household_members")]
pub struct Model {
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The household, which has no row of its own.
    pub household_id: Uuid,
    /// One of two.
    pub place: i32,
}

impl ActiveModelBehavior for ActiveModel {}
