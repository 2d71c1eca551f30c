//! What can be answered to a consultation, and how often it was.

use sea_orm::entity::prelude::*;

/// One of the answers. That somebody gave it is counted, and kept in no other way.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_options")]
pub struct Model {
    /// Which consultation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub consultation_id: Uuid,
    /// Its code within the consultation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Its place.
    pub position: i32,
    /// What it says.
    pub label: String,
    /// How many people gave it.
    pub answers: i32,
}

impl ActiveModelBehavior for ActiveModel {}
