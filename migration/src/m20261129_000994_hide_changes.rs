//! How often an offer changed for some of those who see it alone.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// How often an offer changed for some alone.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 2] = ["courses", "editions"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in TABLES {
            let mut change = Table::alter();
            change.table(name).add_column(text_null("hidden"));
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in TABLES {
            let mut change = Table::alter();
            change.table(name).drop_column("hidden");
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
