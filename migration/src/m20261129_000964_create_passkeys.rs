//! What devices sign with, and what they were asked to sign.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What devices sign with, and what they were asked to sign.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("passkeys")
            .col(uuid("id"))
            .col(uuid("account_id"))
            .col(text("credential_id"))
            .col(text("credential"))
            .col(text("name"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("last_used_at"))
            .primary_key(&["id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .unique(&["credential_id"])
            .index(&["account_id"])
            .make(manager)
            .await?;
        table("passkey_challenges")
            .col(uuid("id"))
            .col(uuid_null("account_id"))
            .col(text("state"))
            .col(timestamp_with_time_zone("expires_at"))
            .primary_key(&["id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["account_id"])
            .index(&["expires_at"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["passkey_challenges", "passkeys"]).await
    }
}
