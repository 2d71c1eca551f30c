//! The subjects under the topics, and which courses are about them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// The subjects under the topics, and which courses are about them.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table("subjects")
            .col(pk_uuid("id"))
            .col(uuid("topic_id"))
            .col(text("slug"))
            .col(integer("position"))
            .col(text("name_nl"))
            .col(text("name_en"))
            .col(text("about_nl"))
            .col(text("about_en"))
            .col(text("basis"))
            .col(text_null("source_url"))
            .col(text("source"))
            .references("topic_id", ("topics", "id"), ForeignKeyAction::Restrict)
            .unique(&["slug"])
            .index(&["topic_id"])
            .check("basis", "basis IN ('report', 'source', 'own')")
            .make(manager)
            .await?;
        table("subject_aliases")
            .col(uuid("subject_id"))
            .col(text("alias"))
            .col(integer("position"))
            .primary_key(&["subject_id", "alias"])
            .references("subject_id", ("subjects", "id"), ForeignKeyAction::Cascade)
            .make(manager)
            .await?;
        table("course_subjects")
            .col(uuid("course_id"))
            .col(uuid("subject_id"))
            .col(integer("position"))
            .col(text("mapping"))
            .col(text("source"))
            .primary_key(&["course_id", "subject_id"])
            .references("course_id", ("courses", "id"), ForeignKeyAction::Cascade)
            .references("subject_id", ("subjects", "id"), ForeignKeyAction::Restrict)
            .check("mapping", "mapping IN ('own', 'source')")
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["course_subjects", "subject_aliases", "subjects"]).await
    }
}
