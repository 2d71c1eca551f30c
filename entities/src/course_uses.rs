//! What is used in courses.

use sea_orm::entity::prelude::*;

/// One thing that one course uses.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_uses")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// What it uses: the key that its own provider gave that, or the slug of another's.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product: String,
    /// Its place among what the course uses.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
