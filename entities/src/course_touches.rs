//! Who sees a course otherwise than before, though not all who see it do.

use sea_orm::entity::prelude::*;

/// One audience for which something of a course changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_touches")]
pub struct Model {
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// For whom: the id of a provider.
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience: String,
    /// When it last did.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
