//! Who may see a course or an edition, who saw it before, and whose client a parent is.
//!
//! The clients of a course and of an edition are read and written with their row, as a whole:
//! they are a text of its row and no table.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Who may see a course or an edition, who saw it before, and whose client a parent is.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

fn columns() -> [(&'static str, ColumnDef); 3] {
    [
        ("courses", text("visibility").default("public").take()),
        ("courses", text_null("clients")),
        ("editions", text_null("open_to")),
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
        table("course_removals")
            .col(uuid("course_id"))
            .col(text("audience"))
            .col(timestamp_with_time_zone("at"))
            .primary_key(&["course_id", "audience"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await?;
        // What was taken back until now, the public knew before.
        let gone = "INSERT INTO course_removals (course_id, audience, at) \
                    SELECT id, 'public', updated_at FROM courses \
                     WHERE status IN ('withdrawn', 'archived')";
        manager.get_connection().execute_unprepared(gone).await?;
        table("account_clients")
            .col(uuid("account_id"))
            .col(uuid("provider_id"))
            .primary_key(&["account_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["account_clients", "course_removals"]).await?;
        for (table, column) in columns() {
            let mut change = Table::alter();
            change.table(table).drop_column(column.get_column_name());
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
