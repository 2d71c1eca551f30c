//! Rooms of the community.

use sea_orm::entity::prelude::*;

/// A room.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rooms")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its address.
    #[sea_orm(unique)]
    pub slug: String,
    /// Its place among the rooms.
    pub position: i32,
    /// For whom it is: `verified_parents`, `aspirants`.
    pub audience: String,
    /// The pillar that it is about.
    pub pillar_id: Option<Uuid>,
    /// Its Dutch name.
    pub name_nl: String,
    /// Its English name.
    pub name_en: String,
    /// What it is for, in Dutch.
    pub description_nl: String,
    /// What it is for, in English.
    pub description_en: String,
}

impl ActiveModelBehavior for ActiveModel {}
