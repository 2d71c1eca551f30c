//! Which courses a trainer gives.

use sea_orm::entity::prelude::*;

/// One course that one trainer gives.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "trainer_courses")]
pub struct Model {
    /// The trainer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub trainer_id: Uuid,
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
