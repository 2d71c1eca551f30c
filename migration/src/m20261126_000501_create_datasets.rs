//! Published figures, grouped by what they count.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Published figures, grouped by what they count.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("datasets")
            .col(text("slug"))
            .col(text("title_nl"))
            .col(text("title_en"))
            .col(text("description_nl"))
            .col(text("description_en"))
            .col(text("unit"))
            .col(text("unit_nl"))
            .col(text("unit_en"))
            .col(big_integer("revision"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .primary_key(&["slug"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["datasets"]).await
    }
}
