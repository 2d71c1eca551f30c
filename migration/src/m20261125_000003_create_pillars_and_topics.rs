//! The five pillars and the topics under them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// The five pillars and the topics under them.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("pillars")
            .col(pk_uuid("id"))
            .col(text("slug"))
            .col(integer("position"))
            .col(text("name_nl"))
            .col(text("name_en"))
            .col(text("title_nl"))
            .col(text("title_en"))
            .col(text_null("source_url"))
            .unique(&["slug"])
            .make(manager)
            .await?;
        table("topics")
            .col(pk_uuid("id"))
            .col(uuid("pillar_id"))
            .col(text("slug"))
            .col(integer("position"))
            .col(text("name_nl"))
            .col(text("name_en"))
            .col(text_null("source_url"))
            .references("pillar_id", ("pillars", "id"), ForeignKeyAction::Restrict)
            .unique(&["slug"])
            .index(&["pillar_id"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["topics", "pillars"]).await
    }
}
