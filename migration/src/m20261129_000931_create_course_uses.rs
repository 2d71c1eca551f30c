//! What is used in courses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What is used in courses.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("course_uses")
            .col(uuid("course_id"))
            .col(text("product"))
            .col(integer("position"))
            .primary_key(&["course_id", "product"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_uses"]).await
    }
}
