//! The youth regions that a provider says it serves.

use sea_orm::entity::prelude::*;

/// One region of one provider.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_regions")]
pub struct Model {
    /// The provider.
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider_id: Uuid,
    /// The region, or `landelijk`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub region: String,
    /// Its place in the list.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
