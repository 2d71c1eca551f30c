//! Whom a course is for.

use sea_orm::entity::prelude::*;

/// One audience of one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_audiences")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// A code of the list `audience`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience: String,
    /// Its place in the list.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
