//! The topics that a course is about.

use sea_orm::entity::prelude::*;

/// One topic of one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_topics")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// The topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: Uuid,
    /// Its place in the list; the first is the main topic.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
