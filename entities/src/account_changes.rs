//! Which courses somebody sees otherwise since they said which organisation is theirs.

use sea_orm::entity::prelude::*;

/// One course that somebody sees, sees otherwise or sees no more.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_changes")]
pub struct Model {
    /// Whose account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// Since when.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
