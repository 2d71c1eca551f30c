//! Hats that somebody was asked to wear and does not wear yet.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Hats that somebody was asked to wear and does not wear yet.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("grant_proposals")
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text("code_digest"))
            .col(text("hat"))
            .col(uuid_null("provider_id"))
            .col(text_null("rank"))
            .col(text_null("purpose"))
            .col(text_null("datasets"))
            .col(timestamp_with_time_zone_null("ends_at"))
            .col(uuid("proposed_by"))
            .col(uuid_null("accepted_by"))
            .col(uuid_null("seconded_by"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .references("proposed_by", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references("accepted_by", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references("seconded_by", ("accounts", "id"), ForeignKeyAction::SetNull)
            .index(&["email"])
            .index(&["provider_id"])
            .index(&["proposed_by"])
            .index(&["accepted_by"])
            .index(&["seconded_by"])
            .index(&["expires_at"])
            .check(
                "hat",
                "hat IN ('organisation', 'professional', 'researcher', 'data_board', 'moderator')",
            )
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["grant_proposals"]).await
    }
}
