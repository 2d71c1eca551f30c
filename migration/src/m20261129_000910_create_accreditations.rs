//! Who accredits courses and providers, and how long.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Who accredits courses and providers, and how long.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// The tables, whose accreditations they hold, and how that is named there.
const TABLES: [(&str, &str, &str); 2] = [
    ("course_accreditations", "courses", "course_id"),
    ("provider_accreditations", "providers", "provider_id"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, whose, column) in TABLES {
            table(name)
                .col(uuid(column))
                .col(integer("position"))
                .col(uuid_null("issuer_id"))
                .col(text_null("issuer_name"))
                .col(text_null("code"))
                .col(integer_null("points"))
                .col(date_null("valid_from"))
                .col(date_null("valid_until"))
                .col(text_null("source_url"))
                .primary_key(&[column, "position"])
                .references(column, (whose, "id"), ForeignKeyAction::Cascade)
                .references("issuer_id", ("providers", "id"), ForeignKeyAction::Restrict)
                .check("issuer_id", "(issuer_id IS NULL) <> (issuer_name IS NULL)")
                .check("points", "points > 0")
                .make(manager)
                .await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &TABLES.map(|(name, ..)| name)).await
    }
}
