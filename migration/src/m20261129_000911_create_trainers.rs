//! Who gives courses.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Who gives courses.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("trainers")
            .col(pk_uuid("id"))
            .col(uuid("provider_id"))
            .col(text("external_id"))
            .col(text_null("name"))
            .col(text_null("about"))
            .col(boolean("parent"))
            .col(boolean("public_name"))
            .col(timestamp_with_time_zone_null("hidden_at"))
            .col(big_integer("revision"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("updated_at"))
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Cascade,
            )
            .unique(&["provider_id", "external_id"])
            // What is not kept is nowhere to be found.
            .check(
                "name",
                "public_name OR (name IS NULL AND about IS NULL AND parent)",
            )
            .check("public_name", "NOT public_name OR name IS NOT NULL")
            .make(manager)
            .await?;
        for (name, whose, column) in [
            ("trainer_courses", "courses", "course_id"),
            ("trainer_editions", "editions", "edition_id"),
        ] {
            table(name)
                .col(uuid("trainer_id"))
                .col(uuid(column))
                .primary_key(&["trainer_id", column])
                .references("trainer_id", ("trainers", "id"), ForeignKeyAction::Cascade)
                .references(column, (whose, "id"), ForeignKeyAction::Cascade)
                .index(&[column])
                .without_row_order()
                .make(manager)
                .await?;
        }
        table("trainer_take_offs")
            .col(pk_uuid("trainer_id"))
            .col(text_null("message"))
            .col(date("asked_on"))
            .references("trainer_id", ("trainers", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "trainer_take_offs",
            "trainer_editions",
            "trainer_courses",
            "trainers",
        ];
        drop(manager, &tables).await
    }
}
