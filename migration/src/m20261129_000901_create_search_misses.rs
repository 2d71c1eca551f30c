//! How often people searched in vain, by what it was about. No row tells what was typed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// How often people searched in vain, by what it was about. No row tells what was typed.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("search_misses")
            .col(text("month"))
            .col(text("topic"))
            .col(big_integer("count"))
            .primary_key(&["month", "topic"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["search_misses"]).await
    }
}
