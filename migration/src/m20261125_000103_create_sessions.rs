//! Sessions, and the sign-ins that failed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Sessions, and the sign-ins that failed.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("sessions")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("hat"))
            .col(text("family_digest"))
            .col(text("seed"))
            .col(text("turn_digest"))
            .col(text_null("last_turn_digest"))
            .col(timestamp_with_time_zone("turned_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["account_id"])
            .index(&["ended_at"])
            .index(&["expires_at"])
            .make(manager)
            .await?;
        table("sign_in_failures")
            .col(text("email_digest").primary_key().take())
            .col(integer("failures"))
            .col(timestamp_with_time_zone("since"))
            .index(&["since"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["sign_in_failures", "sessions"]).await
    }
}
