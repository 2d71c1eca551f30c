//! What somebody says of a course. No row tells who, or when.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What somebody says of a course. No row tells who, or when.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("reviews")
            .col(uuid("id"))
            .col(uuid("course_id"))
            .col(text("token_digest"))
            .col(text("basis"))
            .col(integer("overall"))
            .col(integer_null("content"))
            .col(integer_null("trainer"))
            .col(integer_null("fits_my_situation"))
            .col(integer_null("practical_use"))
            .col(integer_null("organisation"))
            .col(boolean_null("helped_in_my_situation"))
            .col(boolean_null("more_confident"))
            .col(boolean_null("would_recommend"))
            .col(text_null("strong"))
            .col(text_null("weak"))
            .col(text_null("tip"))
            .col(text_null("situation"))
            .col(text("status"))
            .col(text_null("decline_reason"))
            .col(text_null("period"))
            .col(big_integer("revision"))
            .primary_key(&["id"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .unique(&["token_digest"])
            .index(&["course_id", "status"])
            .check("basis", "basis IN ('self_declared')")
            .check("overall", "overall BETWEEN 1 AND 5")
            .check("content", "content BETWEEN 1 AND 5")
            .check("trainer", "trainer BETWEEN 1 AND 5")
            .check("fits_my_situation", "fits_my_situation BETWEEN 1 AND 5")
            .check("practical_use", "practical_use BETWEEN 1 AND 5")
            .check("organisation", "organisation BETWEEN 1 AND 5")
            .check(
                "situation",
                "situation IN ('aspirant', 'network_family', 'recruited_family', 'family_home')",
            )
            .check(
                "status",
                "status IN ('held', 'declined', 'released', 'published')",
            )
            .check(
                "decline_reason",
                "(status = 'declined') = (decline_reason IS NOT NULL)",
            )
            .check("period", "(status = 'published') = (period IS NOT NULL)")
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["reviews"]).await
    }
}
