//! Who wrote a draft, so that they hear what becomes of it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Who wrote a draft.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("course_draft_authors")
            .col(uuid("draft_id"))
            .col(uuid("account_id"))
            .primary_key(&["draft_id"])
            .references(
                "draft_id",
                ("course_drafts", "id"),
                ForeignKeyAction::Cascade,
            )
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["account_id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_draft_authors"]).await
    }
}
