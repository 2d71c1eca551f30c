//! What people show beside their password.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What people show beside their password.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("second_factors")
            .col(pk_uuid("account_id"))
            .col(text("sealed"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone_null("confirmed_at"))
            .col(big_integer_null("last_step"))
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await?;
        table("recovery_codes")
            .col(uuid("account_id"))
            .col(text("digest"))
            .primary_key(&["account_id", "digest"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["recovery_codes", "second_factors"]).await
    }
}
