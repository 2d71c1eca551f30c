//! One figure of one year.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// One figure of one year.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("dataset_observations")
            .col(uuid("series_id"))
            .col(integer("year"))
            // The digits as they were published: no engine rounds a text.
            .col(text_null("value"))
            .col(text_null("note_nl"))
            .col(text_null("note_en"))
            .primary_key(&["series_id", "year"])
            .references(
                "series_id",
                ("dataset_series", "id"),
                ForeignKeyAction::Cascade,
            )
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["dataset_observations"]).await
    }
}
