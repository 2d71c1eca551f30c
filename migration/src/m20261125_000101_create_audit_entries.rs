//! The audit: who did what in office, and to what.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// The audit: who did what in office, and to what.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("audit_entries")
            .col(pk_uuid("id"))
            .col(timestamp_with_time_zone("at"))
            .col(text("act"))
            .col(uuid_null("actor_id"))
            .col(text_null("actor_hat"))
            .col(text("subject"))
            .col(text_null("detail"))
            .index(&["subject", "at"])
            .index(&["at", "id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["audit_entries"]).await
    }
}
