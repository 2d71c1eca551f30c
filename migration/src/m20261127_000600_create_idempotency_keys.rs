//! Requests that were done, in case they come again. No row tells whose.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Requests that were done, in case they come again. No row tells whose.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("idempotency_keys")
            .col(text("pseudonym"))
            .col(text("content"))
            .col(uuid("made"))
            .col(date("kept_until"))
            .primary_key(&["pseudonym"])
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["idempotency_keys"]).await
    }
}
