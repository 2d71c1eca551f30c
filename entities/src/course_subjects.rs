//! The subjects that a course is about.

use sea_orm::entity::prelude::*;

/// One subject of one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_subjects")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// The subject.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// Its place in the list.
    pub position: i32,
    /// Who mapped it: `own` judgement, or the `source` in its words.
    pub mapping: String,
    /// Who put the row here.
    pub source: String,
}

impl ActiveModelBehavior for ActiveModel {}
