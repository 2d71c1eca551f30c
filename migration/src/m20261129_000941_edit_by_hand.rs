//! What is edited by hand beside courses: code lists, topics of courses, and their history.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What is edited by hand beside courses.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

fn columns() -> [(&'static str, ColumnDef); 3] {
    [
        (
            "code_list_items",
            boolean("retired").default(false).to_owned(),
        ),
        (
            "code_list_items",
            big_integer("revision").default(1).to_owned(),
        ),
        (
            "courses",
            timestamp_with_time_zone_null("mapping_reviewed_at"),
        ),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite takes one column a statement.
        for (table, column) in columns() {
            let mut change = Table::alter();
            change.table(table).add_column(column);
            manager.alter_table(change).await?;
        }
        table("edits")
            .col(pk_uuid("id"))
            .col(text("kind"))
            .col(text("key"))
            .col(text("office"))
            .col(timestamp_with_time_zone("at"))
            .col(text("changes"))
            .index(&["kind", "key", "id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["edits"]).await?;
        for (table, column) in columns() {
            let mut change = Table::alter();
            change.table(table).drop_column(column.get_column_name());
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
