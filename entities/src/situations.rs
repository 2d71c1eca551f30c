//! What parents say of their own situation, coarsely.

use sea_orm::entity::prelude::*;

/// What one parent says of their own situation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "situations")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// Which kinds of foster care, as JSON.
    pub placements: String,
    /// How far they are.
    pub stage: Option<String>,
    /// In which youth region.
    pub youth_region: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
