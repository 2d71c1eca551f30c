//! Courses, their topics and audiences.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{NewTable, drop, table};

/// Courses, their topics and audiences.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        courses().make(manager).await?;
        table("course_topics")
            .col(uuid("course_id"))
            .col(uuid("topic_id"))
            .col(integer("position"))
            .primary_key(&["course_id", "topic_id"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .references("topic_id", ("topics", "id"), ForeignKeyAction::Restrict)
            .index(&["topic_id"])
            .make(manager)
            .await?;
        table("course_audiences")
            .col(uuid("course_id"))
            .col(text("audience"))
            .col(integer("position"))
            .primary_key(&["course_id", "audience"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_audiences", "course_topics", "courses"]).await
    }
}

fn courses() -> NewTable {
    table("courses")
        .col(pk_uuid("id"))
        .col(uuid("provider_id"))
        .col(text("external_id"))
        .col(text("slug"))
        .col(text("title"))
        .col(text("summary"))
        .col(text("learning_form"))
        .col(integer_null("duration_minutes"))
        .col(integer_null("sessions"))
        .col(integer_null("price_cents"))
        .col(text_null("price_text"))
        .col(text("language"))
        .col(text_null("accreditation"))
        .col(text_null("url"))
        .col(text_null("source_url"))
        .col(text("source"))
        .col(text("mapping"))
        .col(integer_null("as_of_year"))
        .col(text_null("evidence"))
        .col(text("status"))
        .col(boolean("example"))
        .col(timestamp_with_time_zone_null("confirmed_at"))
        .col(text_null("content_digest"))
        .col(big_integer("revision"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .references(
            "provider_id",
            ("providers", "id"),
            ForeignKeyAction::Restrict,
        )
        .unique(&["slug"])
        // A push names a course by its provider's own key.
        .unique(&["provider_id", "external_id"])
        .check("duration_minutes", "duration_minutes > 0")
        .check("sessions", "sessions > 0")
        .check("price_cents", "price_cents >= 0")
        .check("source", "source IN ('seed', 'push', 'hand')")
        .check(
            "status",
            "status IN ('draft', 'in_review', 'published', 'withdrawn', 'archived')",
        )
}
