//! What happened to courses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What happened to courses.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("course_versions")
            .col(pk_uuid("id"))
            .col(uuid("course_id"))
            .col(text("act"))
            .col(text("office"))
            .col(timestamp_with_time_zone("at"))
            .col(text_null("changes"))
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .index(&["course_id", "id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_versions"]).await
    }
}
