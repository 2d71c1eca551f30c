//! What is said of topics: what one meets, what one needs, what helps.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What is said of topics.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("topic_texts")
            .col(uuid("topic_id"))
            .col(text("section"))
            .col(integer("position"))
            .col(text("text_nl"))
            .col(text("text_en"))
            .col(text("state"))
            .col(text("source"))
            .primary_key(&["topic_id", "section", "position"])
            .references("topic_id", ("topics", "id"), ForeignKeyAction::Cascade)
            .check(
                "section",
                "section IN ('considering', 'starting', 'experienced', 'competency', 'help')",
            )
            .check("state", "state IN ('draft', 'reviewed')")
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["topic_texts"]).await
    }
}
