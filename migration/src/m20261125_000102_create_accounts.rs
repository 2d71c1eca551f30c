//! Accounts, what they may be, and who asked for one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Accounts, what they may be, and who asked for one.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("accounts")
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text("password_hash"))
            .col(text("source"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .unique(&["email"])
            .check("source", "source IN ('registration', 'command', 'demo')")
            .make(manager)
            .await?;
        table("registrations")
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text("password_hash"))
            .col(text("code_digest"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .index(&["email", "created_at"])
            .index(&["expires_at"])
            .make(manager)
            .await?;
        table("grants")
            .col(uuid("account_id"))
            .col(text("hat"))
            .col(uuid_null("provider_id"))
            .col(timestamp_with_time_zone_null("verified_until"))
            .col(uuid_null("granted_by"))
            .col(timestamp_with_time_zone("granted_at"))
            .primary_key(&["account_id", "hat"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references("provider_id", ("providers", "id"), ForeignKeyAction::Restrict)
            .references("granted_by", ("accounts", "id"), ForeignKeyAction::SetNull)
            .index(&["provider_id"])
            .index(&["granted_by"])
            .check(
                "hat",
                "hat IN ('parent', 'organisation', 'panel', 'researcher', 'moderator', 'administrator')",
            )
            .check(
                "provider_id",
                "(hat = 'organisation') = (provider_id IS NOT NULL)",
            )
            .check("verified_until", "hat = 'parent' OR verified_until IS NULL")
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["grants", "registrations", "accounts"]).await
    }
}
