//! Lists of codes that people edit.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Lists of codes that people edit.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("code_list_items")
            .col(text("list"))
            .col(text("code"))
            .col(integer("position"))
            .col(text("label_nl"))
            .col(text("label_en"))
            .primary_key(&["list", "code"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["code_list_items"]).await
    }
}
