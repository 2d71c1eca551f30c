//! What members of the panel propose. No row tells who, or when.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What members of the panel propose. No row tells who, or when.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("ideas")
            .col(uuid("id"))
            .col(text("title"))
            .col(text("text"))
            .col(text("submitted_in"))
            .col(text("author"))
            .primary_key(&["id"])
            .unique(&["author"])
            .index(&["submitted_in", "id"])
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["ideas"]).await
    }
}
