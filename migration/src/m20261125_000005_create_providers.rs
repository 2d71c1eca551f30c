//! Who offers courses, and the regions they serve.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Who offers courses, and the regions they serve.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("providers")
            .col(pk_uuid("id"))
            .col(text("slug"))
            .col(text("name"))
            .col(text("kind"))
            .col(text_null("website"))
            .col(text_null("seat_code"))
            .col(text_null("seat_basis"))
            .col(text("source"))
            .col(text_null("source_url"))
            .col(text_null("note"))
            .col(timestamp_with_time_zone_null("confirmed_at"))
            .col(big_integer("revision"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .references(
                "seat_code",
                ("municipalities", "code"),
                ForeignKeyAction::Restrict,
            )
            .unique(&["slug"])
            .check("source", "source IN ('seed', 'hand')")
            .make(manager)
            .await?;
        table("provider_regions")
            .col(uuid("provider_id"))
            .col(text("region"))
            .col(integer("position"))
            .primary_key(&["provider_id", "region"])
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["provider_regions", "providers"]).await
    }
}
