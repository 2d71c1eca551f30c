//! Which editions a trainer gives.

use sea_orm::entity::prelude::*;

/// One edition that one trainer gives.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "trainer_editions")]
pub struct Model {
    /// The trainer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub trainer_id: Uuid,
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
