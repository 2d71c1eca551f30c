//! What a thing to learn from is, and in which group a code stands.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// What a thing to learn from is, and in which group a code stands.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

fn columns() -> [(&'static str, ColumnDef); 2] {
    [
        ("courses", text_null("product_kind")),
        ("code_list_items", text_null("group_code")),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let mut change = Table::alter();
            change.table(table).add_column(column);
            manager.alter_table(change).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in columns() {
            let mut change = Table::alter();
            change.table(table).drop_column(column.get_column_name());
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
