//! Partners who belong together, and what parents say of their own situation.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Partners who belong together, and what parents say of their own situation.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("household_members")
            .col(uuid("account_id"))
            .col(uuid("household_id"))
            .col(integer("place"))
            .primary_key(&["account_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .unique(&["household_id", "place"])
            .check("place", "place IN (1, 2)")
            .without_row_order()
            .make(manager)
            .await?;
        table("household_invitations")
            .col(uuid("account_id"))
            .col(text("code_digest"))
            .col(timestamp_with_time_zone("expires_at"))
            .primary_key(&["account_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .unique(&["code_digest"])
            .index(&["expires_at"])
            .make(manager)
            .await?;
        table("household_attempts")
            .col(uuid("account_id"))
            .col(integer("attempts"))
            .col(timestamp_with_time_zone("since"))
            .primary_key(&["account_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["since"])
            .make(manager)
            .await?;
        table("situations")
            .col(uuid("account_id"))
            .col(text("placements"))
            .col(text_null("stage"))
            .col(text_null("youth_region"))
            .primary_key(&["account_id"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &[
                "situations",
                "household_attempts",
                "household_invitations",
                "household_members",
            ],
        )
        .await
    }
}
