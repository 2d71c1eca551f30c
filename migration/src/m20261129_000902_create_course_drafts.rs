//! What organisations write of their offer before it is shown.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What organisations write of their offer before it is shown.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("course_drafts")
            .col(pk_uuid("id"))
            .col(uuid("provider_id"))
            .col(uuid_null("course_id"))
            .col(big_integer_null("base_revision"))
            .col(text_null("base_editions"))
            .col(text("state"))
            .col(text("content"))
            .col(text_null("reason"))
            .col(big_integer("revision"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .col(timestamp_with_time_zone_null("submitted_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Restrict,
            )
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .index(&["provider_id", "id"])
            .index(&["state", "id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_drafts"]).await
    }
}
