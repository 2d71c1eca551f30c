//! Who has drawn the right to review a course.

use sea_orm::entity::prelude::*;

/// One right that was drawn. It names no account, no course and no time.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "review_drawings")]
pub struct Model {
    /// A keyed hash of account and course, by which a second drawing is known.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pseudonym: String,
}

impl ActiveModelBehavior for ActiveModel {}
