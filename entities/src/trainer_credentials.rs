//! What trainers completed.

use sea_orm::entity::prelude::*;

/// A credential of a trainer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "trainer_credentials")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub trainer_id: Uuid,
    /// The provider that issues it, or is said to.
    pub issuer_id: Uuid,
    /// What was completed.
    pub title: String,
    /// The number by which the issuer finds it.
    pub reference: Option<String>,
    /// When it was issued.
    pub issued_on: Date,
    /// The last day on which it holds.
    pub valid_until: Option<Date>,
    /// `claimed`, `issued`, `refused`, `withdrawn`.
    pub state: String,
    /// How often it changed.
    pub revision: i64,
    /// When it came here.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
