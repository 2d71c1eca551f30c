//! What organisations write of their offer before it is shown.

use sea_orm::entity::prelude::*;

/// A draft of a course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_drafts")]
pub struct Model {
    /// Its id, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub provider_id: Uuid,
    /// The course that it is of; null where that is not there yet.
    pub course_id: Option<Uuid>,
    /// The revision of the course with which it began.
    pub base_revision: Option<i64>,
    /// A digest of the editions of the course with which it began.
    pub base_editions: Option<String>,
    /// `draft`, `in_review`, `returned`, `planned`, `published`.
    pub state: String,
    /// What it says: JSON.
    pub content: String,
    /// The title in it, for lists.
    pub title: Option<String>,
    /// Why a reviewer gave it back.
    pub reason: Option<String>,
    /// How often it changed.
    pub revision: i64,
    /// When it was begun.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// When it last came in the review queue.
    pub submitted_at: Option<DateTimeUtc>,
    /// From which day on the course shall be so; at once where null.
    pub takes_effect_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
