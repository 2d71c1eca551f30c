//! Municipalities, by CBS code.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Municipalities, by CBS code.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("municipalities")
            .col(text("code").primary_key().take())
            .col(text("slug"))
            .col(text("name"))
            .col(text_null("alias"))
            .col(text("province"))
            .col(text("youth_region"))
            .col(double("latitude"))
            .col(double("longitude"))
            .col(integer("as_of_year"))
            .col(text_null("source_url"))
            .unique(&["slug"])
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["municipalities"]).await
    }
}
