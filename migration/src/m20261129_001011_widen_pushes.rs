//! How a push is meant, how far it is, and what vanished with it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// How a push is meant, how far it is, and what vanished with it.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

fn columns() -> [(&'static str, ColumnDef); 16] {
    let push = |column: ColumnDef| ("pushes", column);
    let receipt = |column: ColumnDef| ("push_receipts", column);
    [
        push(text("mode").default("delta").take()),
        push(text("atomicity").default("row").take()),
        push(boolean("dry_run").default(false).take()),
        push(text("state").default("done").take()),
        push(integer_null("max_withdrawals")),
        push(integer("rows").default(0).take()),
        push(integer("vanished").default(0).take()),
        push(integer("withdrawn").default(0).take()),
        push(boolean("vanished_refused").default(false).take()),
        push(integer("next_part").default(0).take()),
        push(text_null("repeated")),
        push(integer("attempts").default(0).take()),
        push(timestamp_with_time_zone_null("due_at")),
        push(timestamp_with_time_zone_null("finished_at")),
        receipt(integer("first_row").default(0).take()),
        receipt(integer("row_count").default(0).take()),
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
        // Until now a push was done at once, and its receipt is one chunk.
        let done = "UPDATE pushes SET rows = sent, finished_at = created_at";
        manager.get_connection().execute_unprepared(done).await?;
        let whole = "UPDATE push_receipts SET row_count = \
                     (SELECT sent FROM pushes WHERE pushes.id = push_receipts.push_id)";
        manager.get_connection().execute_unprepared(whole).await?;
        let mut waiting = Index::create();
        waiting
            .name("pushes_state_id_idx")
            .table("pushes")
            .col("state")
            .col("id");
        manager.create_index(waiting).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut waiting = Index::drop();
        waiting.name("pushes_state_id_idx").table("pushes");
        manager.drop_index(waiting).await?;
        for (table, column) in columns() {
            let mut change = Table::alter();
            change.table(table).drop_column(column.get_column_name());
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
