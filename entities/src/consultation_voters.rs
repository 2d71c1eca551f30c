//! Who answered a consultation; not what.

use sea_orm::entity::prelude::*;

/// Somebody who answered. It names no account, no answer and no time.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation_voters")]
pub struct Model {
    /// A keyed hash of account and consultation, by which a second answer is known.
    #[sea_orm(primary_key, auto_increment = false)]
    pub pseudonym: String,
}

impl ActiveModelBehavior for ActiveModel {}
