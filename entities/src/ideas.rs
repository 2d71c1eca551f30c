//! What members of the panel propose.

use sea_orm::entity::prelude::*;

/// An idea. It names no account, and no time but a month.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "ideas")]
pub struct Model {
    /// Its id, which tells nothing of its order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub text: String,
    /// The month in which it was submitted: `2026-11`.
    pub submitted_in: String,
    /// A keyed hash of account and idea, by which its author alone is known again.
    pub author: String,
}

impl ActiveModelBehavior for ActiveModel {}
