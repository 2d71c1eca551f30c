//! What the panel is asked, who answered, and how often what was answered.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// What the panel is asked, who answered, and how often what was answered.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("consultations")
            .col(uuid("id"))
            .col(text("question"))
            .col(text_null("explanation"))
            .col(date("opens_on"))
            .col(date("closes_on"))
            .primary_key(&["id"])
            .index(&["closes_on", "id"])
            .check("closes_on", "closes_on >= opens_on")
            .make(manager)
            .await?;
        table("consultation_options")
            .col(uuid("consultation_id"))
            .col(text("code"))
            .col(integer("position"))
            .col(text("label"))
            .col(integer("answers"))
            .primary_key(&["consultation_id", "code"])
            .references(
                "consultation_id",
                ("consultations", "id"),
                ForeignKeyAction::Cascade,
            )
            .check("answers", "answers >= 0")
            .make(manager)
            .await?;
        table("consultation_voters")
            .col(text("pseudonym"))
            .primary_key(&["pseudonym"])
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "consultation_voters",
                "consultation_options",
                "consultations",
            ],
        )
        .await
    }
}
