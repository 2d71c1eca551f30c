//! What an organisation is asked because of a push.

use sea_orm::entity::prelude::*;

/// A question about one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "push_questions")]
pub struct Model {
    /// Of which push.
    #[sea_orm(primary_key, auto_increment = false)]
    pub push_id: Uuid,
    /// Its place among the questions.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// `vanished` or `returned`.
    pub kind: String,
    /// The course.
    pub course_id: Uuid,
    /// The provider's key of the course.
    pub external_id: String,
    /// The title of the course as it stood.
    pub title: String,
    /// The row that brings it back.
    pub row: Option<i32>,
    /// What that row says: JSON.
    pub said: Option<String>,
    /// `open`, `refused`, or what was answered.
    pub state: String,
    /// When it was answered.
    pub answered_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
