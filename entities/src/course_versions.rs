//! What happened to courses.

use sea_orm::entity::prelude::*;

/// One line in the history of one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_versions")]
pub struct Model {
    /// Its id, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The course.
    pub course_id: Uuid,
    /// `push`, `edit`, `withdraw`, `publish`, `archive`, `confirm`.
    pub act: String,
    /// In which office: `organisation`, `administrator`. Who it was is not kept here.
    pub office: String,
    /// When.
    pub at: DateTimeUtc,
    /// What is otherwise since: JSON; null where the course was made.
    pub changes: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
