//! Which courses somebody sees otherwise since they said which organisation is theirs.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Which courses somebody sees otherwise since they said which organisation is theirs.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("account_changes")
            .col(uuid("account_id"))
            .col(uuid("course_id"))
            .col(timestamp_with_time_zone("at"))
            .primary_key(&["account_id", "course_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .index(&["course_id"])
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["account_changes"]).await
    }
}
