//! What the panel is asked.

use sea_orm::entity::prelude::*;

/// A consultation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consultations")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What is asked.
    pub question: String,
    /// What to know to answer it.
    pub explanation: Option<String>,
    /// The first day on which it is open.
    pub opens_on: Date,
    /// The last day on which it is open.
    pub closes_on: Date,
}

impl ActiveModelBehavior for ActiveModel {}
