//! Other addresses for accounts, the way back, and accounts that were closed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Other addresses for accounts, the way back, and accounts that were closed.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("email_changes")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("email"))
            .col(text("code_digest"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["account_id"])
            .index(&["email"])
            .index(&["expires_at"])
            .make(manager)
            .await?;
        table("email_returns")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("email"))
            .col(text("code_digest"))
            .col(timestamp_with_time_zone("changed_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["account_id"])
            .index(&["email"])
            .index(&["expires_at"])
            .make(manager)
            .await?;
        let mut change = Table::alter();
        change
            .table("accounts")
            .add_column(timestamp_with_time_zone_null("closed_at"));
        manager.alter_table(change).await?;
        let index = Index::create()
            .name("accounts_closed_at_idx")
            .table("accounts")
            .col("closed_at")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("accounts_closed_at_idx")
            .table("accounts")
            .to_owned();
        manager.drop_index(index).await?;
        let mut change = Table::alter();
        change.table("accounts").drop_column("closed_at");
        manager.alter_table(change).await?;
        drop(manager, &["email_returns", "email_changes"]).await
    }
}
