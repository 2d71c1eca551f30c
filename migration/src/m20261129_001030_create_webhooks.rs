//! Where providers want to be told what happens, and what they were told.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Where providers want to be told what happens, and what they were told.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("webhooks")
            .col(pk_uuid("id"))
            .col(uuid("provider_id"))
            .col(text("url"))
            .col(text("events"))
            .col(text_null("description"))
            .col(timestamp_with_time_zone_null("off_since"))
            .col(text_null("off_because"))
            .col(timestamp_with_time_zone_null("failing_since"))
            .col(big_integer("revision"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .check(
                "off_because",
                "(off_since IS NULL) = (off_because IS NULL) AND (off_because IS NULL OR off_because IN ('by_hand', 'gone', 'failing'))",
            )
            .index(&["provider_id", "id"])
            .make(manager)
            .await?;
        table("webhook_secrets")
            .col(pk_uuid("id"))
            .col(uuid("webhook_id"))
            .col(text("sealed"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("ends_at"))
            .references("webhook_id", ("webhooks", "id"), ForeignKeyAction::Cascade)
            .index(&["webhook_id"])
            .index(&["ends_at"])
            .make(manager)
            .await?;
        table("webhook_deliveries")
            .col(pk_uuid("id"))
            .col(uuid("webhook_id"))
            .col(text("message_id"))
            .col(text("event"))
            .col(text("body"))
            .col(text("status"))
            .col(integer("attempts"))
            .col(timestamp_with_time_zone("due_at"))
            .col(timestamp_with_time_zone_null("leased_until"))
            .col(timestamp_with_time_zone_null("last_attempt_at"))
            .col(integer_null("last_status"))
            .col(text_null("failure"))
            .col(timestamp_with_time_zone("created_at"))
            .references("webhook_id", ("webhooks", "id"), ForeignKeyAction::Cascade)
            .check("status", "status IN ('pending', 'delivered', 'failed')")
            .unique(&["webhook_id", "message_id"])
            .index(&["webhook_id", "id"])
            .index(&["status", "due_at"])
            .index(&["leased_until"])
            .index(&["created_at"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &["webhook_deliveries", "webhook_secrets", "webhooks"],
        )
        .await
    }
}
