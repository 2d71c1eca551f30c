//! What trainers completed, and who may say so.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What trainers completed, and who may say so.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("credential_issuers")
            .col(pk_uuid("provider_id"))
            .col(timestamp_with_time_zone("granted_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .make(manager)
            .await?;
        table("trainer_credentials")
            .col(pk_uuid("id"))
            .col(uuid("trainer_id"))
            .col(uuid("issuer_id"))
            .col(text("title"))
            .col(text_null("reference"))
            .col(date("issued_on"))
            .col(date_null("valid_until"))
            .col(text("state"))
            .col(big_integer("revision"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .references("trainer_id", ("trainers", "id"), ForeignKeyAction::Cascade)
            .references("issuer_id", ("providers", "id"), ForeignKeyAction::Restrict)
            .index(&["trainer_id", "id"])
            .index(&["issuer_id", "id"])
            .check(
                "state",
                "state IN ('claimed', 'issued', 'refused', 'withdrawn')",
            )
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["trainer_credentials", "credential_issuers"]).await
    }
}
