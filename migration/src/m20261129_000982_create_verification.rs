//! Codes on paper with which foster parents show that they are one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Codes on paper with which foster parents show that they are one. An account keeps a batch,
/// and no row ties it to a code; neither has an order that tells which came when.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("verification_batches")
            .col(pk_uuid("id"))
            .col(text("giver_kind"))
            .col(text("giver"))
            .col(uuid_null("provider_id"))
            .col(text_null("municipality_code"))
            .col(integer("size"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("revoked_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Restrict,
            )
            .references(
                "municipality_code",
                ("municipalities", "code"),
                ForeignKeyAction::Restrict,
            )
            .index(&["giver_kind", "giver", "id"])
            .index(&["provider_id"])
            .index(&["municipality_code"])
            .index(&["expires_at"])
            .check(
                "giver_kind",
                "giver_kind IN ('organisation', 'network', 'municipality', 'council')",
            )
            .check("size", "size BETWEEN 25 AND 1000")
            .make(manager)
            .await?;
        table("verification_codes")
            .col(text("digest"))
            .col(uuid("batch_id"))
            .primary_key(&["digest"])
            .references(
                "batch_id",
                ("verification_batches", "id"),
                ForeignKeyAction::Cascade,
            )
            .index(&["batch_id"])
            .without_row_order()
            .make(manager)
            .await?;
        table("verifications")
            .col(uuid("account_id"))
            .col(uuid("batch_id"))
            .col(timestamp_with_time_zone("expires_at"))
            .primary_key(&["account_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references(
                "batch_id",
                ("verification_batches", "id"),
                ForeignKeyAction::Cascade,
            )
            .index(&["batch_id"])
            .index(&["expires_at"])
            .without_row_order()
            .make(manager)
            .await?;
        table("verification_attempts")
            .col(uuid("account_id"))
            .col(integer("attempts"))
            .col(timestamp_with_time_zone("since"))
            .primary_key(&["account_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["since"])
            .make(manager)
            .await?;
        table("verification_counts")
            .col(text("giver_kind"))
            .col(text("giver"))
            .col(integer("parents"))
            .col(date("counted_on"))
            .primary_key(&["giver_kind", "giver"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "verification_counts",
                "verification_attempts",
                "verifications",
                "verification_codes",
                "verification_batches",
            ],
        )
        .await
    }
}
