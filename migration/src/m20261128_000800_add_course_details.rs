//! What a course asks and offers beside its subject, and how an edition stands.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What a course asks and offers beside its subject, and how an edition stands.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

fn columns() -> [(&'static str, ColumnDef); 13] {
    let whole = |name: &'static str| ("courses", integer_null(name));
    [
        ("courses", text_null("reading_level")),
        whole("child_age_from"),
        whole("child_age_to"),
        whole("group_min"),
        whole("group_max"),
        whole("home_minutes"),
        ("courses", text_null("credential")),
        ("courses", text_null("prerequisites")),
        ("editions", date_null("ends_on")),
        ("editions", text_null("status")),
        ("editions", integer_null("seats")),
        ("editions", text_null("enrol_url")),
        ("editions", date_null("enrol_until")),
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
        table("course_codes")
            .col(uuid("course_id"))
            .col(text("list"))
            .col(text("code"))
            .col(integer("position"))
            .primary_key(&["course_id", "list", "code"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_codes"]).await?;
        for (table, column) in columns() {
            let mut change = Table::alter();
            change.table(table).drop_column(column.get_column_name());
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
