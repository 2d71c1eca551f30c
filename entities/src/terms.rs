//! The glossary.

use sea_orm::entity::prelude::*;

/// A term.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "terms")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its address.
    pub slug: String,
    /// The word.
    pub name: String,
    /// What it means, in Dutch.
    pub definition: String,
}

impl ActiveModelBehavior for ActiveModel {}
