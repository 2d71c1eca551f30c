//! Rooms of the community.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Rooms of the community.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("rooms")
            .col(uuid("id"))
            .col(text("slug"))
            .col(integer("position"))
            .col(text("audience"))
            .col(uuid_null("pillar_id"))
            .col(text("name_nl"))
            .col(text("name_en"))
            .col(text("description_nl"))
            .col(text("description_en"))
            .primary_key(&["id"])
            .references("pillar_id", ("pillars", "id"), ForeignKeyAction::Restrict)
            .unique(&["slug"])
            .check("audience", "audience IN ('verified_parents', 'aspirants')")
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["rooms"]).await
    }
}
