//! Who wrote a draft.

use sea_orm::entity::prelude::*;

/// Who last wrote a draft, and hears what becomes of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "course_draft_authors")]
pub struct Model {
    /// The draft.
    #[sea_orm(primary_key, auto_increment = false)]
    pub draft_id: Uuid,
    /// Who wrote it.
    pub account_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
