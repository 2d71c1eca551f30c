//! One figure of one year.

use sea_orm::entity::prelude::*;

/// A figure.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dataset_observations")]
pub struct Model {
    /// Of which series.
    #[sea_orm(primary_key, auto_increment = false)]
    pub series_id: Uuid,
    /// Of which year.
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    /// The digits as they were published; none where the source gives no number.
    pub value: Option<String>,
    /// What else is worth knowing, in Dutch.
    pub note_nl: Option<String>,
    /// What else is worth knowing, in English.
    pub note_en: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
