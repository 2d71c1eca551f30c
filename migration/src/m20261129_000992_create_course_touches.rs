//! For whom alone something of a course changed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// For whom alone something of a course changed.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("course_touches")
            .col(uuid("course_id"))
            .col(text("audience"))
            .col(timestamp_with_time_zone("at"))
            .primary_key(&["course_id", "audience"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_touches"]).await
    }
}
