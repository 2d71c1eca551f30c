//! From what kind of browser or app people signed in.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// From what kind of browser or app people signed in.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("account_devices")
            .col(uuid("account_id"))
            .col(text("device"))
            .col(date("seen_on"))
            .col(timestamp_with_time_zone_null("told_at"))
            .primary_key(&["account_id", "device"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["seen_on"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["account_devices"]).await
    }
}
