//! Who saw a course and sees it no more: what those who keep a copy throw away.

use sea_orm::entity::prelude::*;

/// One audience that a course was taken from.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_removals")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// From whom: `public`, `organisations`, or the id of a provider.
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience: String,
    /// When.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
