//! The glossary.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// The glossary.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("terms")
            .col(pk_uuid("id"))
            .col(text("slug"))
            .col(text("name"))
            .col(text("definition"))
            .unique(&["slug"])
            .make(manager)
            .await?;
        table("term_aliases")
            .col(uuid("term_id"))
            .col(text("alias"))
            .col(integer("position"))
            .primary_key(&["term_id", "alias"])
            .references("term_id", ("terms", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await?;
        table("term_topics")
            .col(uuid("term_id"))
            .col(uuid("topic_id"))
            .col(integer("position"))
            .primary_key(&["term_id", "topic_id"])
            .references("term_id", ("terms", "id"), ForeignKeyAction::Cascade)
            .references("topic_id", ("topics", "id"), ForeignKeyAction::Restrict)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["term_topics", "term_aliases", "terms"]).await
    }
}
