//! What organisations pushed, and what became of it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What organisations pushed, and what became of it.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("pushes")
            .col(pk_uuid("id"))
            .col(uuid("provider_id"))
            .col(text_null("key_digest"))
            .col(text("payload_digest"))
            .col(integer("sent"))
            .col(integer("created"))
            .col(integer("updated"))
            .col(integer("unchanged"))
            .col(integer("rejected"))
            .col(integer("asked"))
            .col(timestamp_with_time_zone("created_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Restrict,
            )
            .unique(&["provider_id", "key_digest"])
            .index(&["provider_id", "id"])
            .check(
                "sent",
                "sent = created + updated + unchanged + rejected + asked",
            )
            .make(manager)
            .await?;
        table("push_receipts")
            .col(uuid("push_id"))
            .col(integer("chunk"))
            .col(text("rows"))
            .primary_key(&["push_id", "chunk"])
            .references("push_id", ("pushes", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["push_receipts", "pushes"]).await
    }
}
