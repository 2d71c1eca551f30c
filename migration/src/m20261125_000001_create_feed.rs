//! The feed: what changed, in the order of commits.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// The feed: what changed, in the order of commits.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("feed")
            .col(big_pk_auto("seq"))
            .col(text("topic"))
            .col(text("key"))
            .col(timestamp_with_time_zone("at"))
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["feed"]).await
    }
}
