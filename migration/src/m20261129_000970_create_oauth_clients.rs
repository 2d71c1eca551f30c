//! Programs that may ask for tokens, and what they show for it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Programs that may ask for tokens, and what they show for it.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("oauth_clients")
            .col(pk_uuid("id"))
            .col(uuid("provider_id"))
            .col(text("name"))
            .col(text("scopes"))
            .col(text_null("jwks"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .index(&["provider_id", "id"])
            .index(&["ended_at"])
            .make(manager)
            .await?;
        table("oauth_secrets")
            .col(pk_uuid("id"))
            .col(uuid("client_id"))
            .col(text("digest"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("ends_at"))
            .references(
                "client_id",
                ("oauth_clients", "id"),
                ForeignKeyAction::Cascade,
            )
            .index(&["client_id"])
            .index(&["ends_at"])
            .make(manager)
            .await?;
        table("oauth_assertions")
            .col(text("digest").primary_key().take())
            .col(timestamp_with_time_zone("expires_at"))
            .index(&["expires_at"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &["oauth_assertions", "oauth_secrets", "oauth_clients"],
        )
        .await
    }
}
