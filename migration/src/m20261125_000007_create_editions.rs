//! When and where courses are given.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// When and where courses are given.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("editions")
            .col(pk_uuid("id"))
            .col(uuid("course_id"))
            .col(text("external_id"))
            .col(date_null("starts_on"))
            .col(date_null("starts_from"))
            .col(date_null("starts_until"))
            .col(text_null("starts_text"))
            .col(text_null("start_time"))
            .col(text_null("end_time"))
            .col(text_null("venue"))
            .col(text_null("place"))
            .col(text_null("municipality_code"))
            .col(text("delivery"))
            .col(integer_null("price_cents"))
            .col(text_null("note"))
            .col(text("source"))
            .col(text_null("source_url"))
            .col(boolean("example"))
            .col(big_integer("revision"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .references(
                "municipality_code",
                ("municipalities", "code"),
                ForeignKeyAction::Restrict,
            )
            .unique(&["course_id", "external_id"])
            .check("delivery", "delivery IN ('in_person', 'online', 'hybrid')")
            .check("source", "source IN ('seed', 'push', 'hand')")
            .check("price_cents", "price_cents >= 0")
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["editions"]).await
    }
}
