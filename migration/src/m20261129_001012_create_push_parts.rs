//! What was sent in pushes that are not done yet, and what is asked because of pushes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What was sent in pushes that are not done yet, and what is asked because of pushes.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Parts come in before their push is taken, so they name one that may not be there.
        table("push_parts")
            .col(uuid("push_id"))
            .col(integer("part"))
            .col(text("items"))
            .primary_key(&["push_id", "part"])
            .make(manager)
            .await?;
        table("push_questions")
            .col(uuid("push_id"))
            .col(integer("position"))
            .col(text("kind"))
            .col(uuid("course_id"))
            .col(text("external_id"))
            .col(text("title"))
            .col(integer_null("row"))
            .col(text_null("said"))
            .col(text("state"))
            .col(timestamp_with_time_zone_null("answered_at"))
            .primary_key(&["push_id", "position"])
            .references("push_id", ("pushes", "id"), ForeignKeyAction::Cascade)
            .unique(&["push_id", "external_id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["push_questions", "push_parts"]).await
    }
}
