//! What a course or an edition costs, line by line.
//!
//! The lines are read and written with their row, as a whole, and nothing looks for one: they
//! are a text of its row and no table.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// What a course or an edition costs, line by line.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// The tables of what costs something.
const TABLES: [&str; 2] = ["courses", "editions"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let mut change = Table::alter();
            change.table(table).add_column(text_null("price_lines"));
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES {
            let mut change = Table::alter();
            change.table(table).drop_column("price_lines");
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
