//! Who asked to act for an organisation.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Who asked to act for an organisation.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("provider_applications")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(uuid_null("claims"))
            .col(text_null("name"))
            .col(text_null("kind"))
            .col(text("website"))
            .col(text("reason"))
            .col(text("state"))
            .col(text_null("answer"))
            .col(uuid_null("provider_id"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references("claims", ("providers", "id"), ForeignKeyAction::Cascade)
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .index(&["account_id", "id"])
            .index(&["state", "id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["provider_applications"]).await
    }
}
