//! Who asked to choose another password.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Who asked to choose another password.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("password_resets")
            .col(pk_uuid("id"))
            .col(text("email"))
            .col(text("code_digest"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .index(&["email"])
            .index(&["expires_at"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["password_resets"]).await
    }
}
