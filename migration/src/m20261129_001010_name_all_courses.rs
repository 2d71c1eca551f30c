//! Which courses their provider named when it last pushed all of them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// Which courses their provider named when it last pushed all of them.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change
            .table("courses")
            .add_column(boolean("in_full").default(false));
        manager.alter_table(change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("courses").drop_column("in_full");
        manager.alter_table(change).await
    }
}
