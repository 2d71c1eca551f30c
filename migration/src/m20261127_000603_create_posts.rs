//! What is said in threads. No row tells who, or when.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What is said in threads. No row tells who, or when.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("posts")
            .col(uuid("id"))
            .col(uuid("thread_id"))
            .col(integer("place"))
            .col(text_null("alias"))
            .col(text_null("text"))
            .col(uuid_null("in_reply_to"))
            .col(date("written_on"))
            .col(text_null("removed_by"))
            .primary_key(&["id"])
            .references("thread_id", ("threads", "id"), ForeignKeyAction::Cascade)
            .references("in_reply_to", ("posts", "id"), ForeignKeyAction::SetNull)
            .unique(&["thread_id", "place"])
            .check("text", "(text IS NULL) = (removed_by IS NOT NULL)")
            .check("alias", "(alias IS NULL) = (removed_by IS NOT NULL)")
            .check("removed_by", "removed_by IN ('author', 'moderator')")
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["posts"]).await
    }
}
