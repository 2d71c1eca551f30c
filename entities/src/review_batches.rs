//! When reviews of a course last came out.

use sea_orm::entity::prelude::*;

/// The last batch of one course.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "review_batches")]
pub struct Model {
    /// Of which course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub course_id: Uuid,
    /// The month in which it came out: `2026-11`.
    pub month: String,
    /// What is shown of all of them together until the next; nothing where null.
    pub summary: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}
