//! Under which names people write in a thread.

use sea_orm::entity::prelude::*;

/// Somebody's name in one thread.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "thread_aliases")]
pub struct Model {
    /// In which thread.
    #[sea_orm(primary_key, auto_increment = false)]
    pub thread_id: Uuid,
    /// The name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: String,
    /// A keyed hash of account and thread, by which somebody is known again here and
    /// nowhere else.
    pub pseudonym: String,
}

impl ActiveModelBehavior for ActiveModel {}
