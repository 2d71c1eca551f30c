//! When courses were last confirmed by being named in a push.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// When courses were last confirmed by being named in a push.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Narrow on purpose: a push that changes nothing writes these rows alone.
        table("course_confirmations")
            .col(pk_uuid("course_id"))
            .col(timestamp_with_time_zone("confirmed_at"))
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_confirmations"]).await
    }
}
