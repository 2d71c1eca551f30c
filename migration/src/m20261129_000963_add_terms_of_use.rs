//! To which terms of use people agreed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// To which terms of use people agreed.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const COLUMNS: [(&str, &str); 2] = [
    ("registrations", "terms_version"),
    ("accounts", "terms_version"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in COLUMNS {
            let mut change = Table::alter();
            change.table(table).add_column(text_null(column));
            manager.alter_table(change).await?;
        }
        let mut change = Table::alter();
        change
            .table("accounts")
            .add_column(timestamp_with_time_zone_null("terms_agreed_at"));
        manager.alter_table(change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("accounts").drop_column("terms_agreed_at");
        manager.alter_table(change).await?;
        for (table, column) in COLUMNS {
            let mut change = Table::alter();
            change.table(table).drop_column(column);
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}
