//! The topics that a term belongs to.

use sea_orm::entity::prelude::*;

/// One topic of one term.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "term_topics")]
pub struct Model {
    /// The term.
    #[sea_orm(primary_key, auto_increment = false)]
    pub term_id: Uuid,
    /// The topic.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_id: Uuid,
    /// Its place in the list.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
