//! When an approved draft takes effect.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// When an approved draft takes effect.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change
            .table("course_drafts")
            .add_column(date_null("takes_effect_on"));
        manager.alter_table(change).await?;
        let index = Index::create()
            .name("course_drafts_state_takes_effect_on_idx")
            .table("course_drafts")
            .col("state")
            .col("takes_effect_on")
            .to_owned();
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let index = Index::drop()
            .name("course_drafts_state_takes_effect_on_idx")
            .table("course_drafts")
            .to_owned();
        manager.drop_index(index).await?;
        let mut change = Table::alter();
        change.table("course_drafts").drop_column("takes_effect_on");
        manager.alter_table(change).await
    }
}
