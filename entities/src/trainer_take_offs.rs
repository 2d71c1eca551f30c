//! Who asked that a trainer is not named any more.

use sea_orm::entity::prelude::*;

/// A request about one trainer that waits for an answer. Nobody knows whose it is.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "trainer_take_offs")]
pub struct Model {
    /// The trainer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub trainer_id: Uuid,
    /// What was said with it.
    pub message: Option<String>,
    /// The day on which it came.
    pub asked_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
