//! What one source says of a dataset: sources that differ are never mixed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What one source says of a dataset.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("dataset_series")
            .col(pk_uuid("id"))
            .col(text("dataset_slug"))
            .col(text("code"))
            .col(integer("position"))
            .col(text("name_nl"))
            .col(text("name_en"))
            .col(text("source_name"))
            .col(text("source_url"))
            .references(
                "dataset_slug",
                ("datasets", "slug"),
                ForeignKeyAction::Cascade,
            )
            .unique(&["dataset_slug", "code"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["dataset_series"]).await
    }
}
