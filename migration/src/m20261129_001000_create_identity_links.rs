//! Whom other issuers know people as, and who is on their way to one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Whom other issuers know people as, and who is on their way to one.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("identity_links")
            .col(uuid("id"))
            .col(uuid("account_id"))
            .col(text("issuer"))
            .col(text("subject_digest"))
            .col(uuid("standing"))
            .col(timestamp_with_time_zone_null("tokens_from"))
            .col(text_null("claimed_roles"))
            .col(timestamp_with_time_zone_null("claimed_until"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("last_used_at"))
            .primary_key(&["id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .unique(&["subject_digest"])
            .unique(&["standing"])
            .index(&["account_id"])
            .make(manager)
            .await?;
        table("federation_rounds")
            .col(uuid("id"))
            .col(text("secret_digest"))
            .col(text("issuer"))
            .col(text("sealed"))
            .col(text_null("state_digest"))
            .col(text_null("came_back"))
            .col(timestamp_with_time_zone("expires_at"))
            .primary_key(&["id"])
            .unique(&["secret_digest"])
            .index(&["expires_at"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["federation_rounds", "identity_links"]).await
    }
}
