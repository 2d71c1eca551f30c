//! What a provider wrote where we know no such code.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// What a provider wrote where we know no such code.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("courses").add_column(text_null("raw_codes"));
        manager.alter_table(change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("courses").drop_column("raw_codes");
        manager.alter_table(change).await
    }
}
