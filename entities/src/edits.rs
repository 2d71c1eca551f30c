//! What was edited by hand beside courses.

use sea_orm::entity::prelude::*;

/// One line in the history of one thing.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "edits")]
pub struct Model {
    /// Its id, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What sort of thing: `provider`, `code_list`.
    pub kind: String,
    /// Which: an id, or the name of a list.
    pub key: String,
    /// In which office: `organisation`, `administrator`. Who it was is not kept here.
    pub office: String,
    /// When.
    pub at: DateTimeUtc,
    /// What is otherwise since: JSON.
    pub changes: String,
}

impl ActiveModelBehavior for ActiveModel {}
