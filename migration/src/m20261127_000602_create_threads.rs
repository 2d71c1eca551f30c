//! Threads, and the names under which people write in them. No row tells who, or when.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Threads, and the names under which people write in them. No row tells who, or when.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("threads")
            .col(uuid("id"))
            .col(uuid("room_id"))
            .col(text_null("title"))
            .col(text_null("opened_by"))
            .col(date("opened_on"))
            .col(date("last_post_on"))
            .col(integer("posts"))
            .col(big_integer("place"))
            .primary_key(&["id"])
            .references("room_id", ("rooms", "id"), ForeignKeyAction::Restrict)
            .unique(&["room_id", "place"])
            .check("title", "(title IS NULL) = (opened_by IS NULL)")
            .without_row_order()
            .make(manager)
            .await?;
        table("thread_aliases")
            .col(uuid("thread_id"))
            .col(text("alias"))
            .col(text("pseudonym"))
            .primary_key(&["thread_id", "alias"])
            .references("thread_id", ("threads", "id"), ForeignKeyAction::Cascade)
            .unique(&["pseudonym"])
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["thread_aliases", "threads"]).await
    }
}
