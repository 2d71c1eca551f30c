//! What is said of a course in the words of a list.

use sea_orm::entity::prelude::*;

/// One code of one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_codes")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// Which list: `care_type`, `child_theme`, `condition`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub list: String,
    /// A code of that list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Its place among those of the course.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
