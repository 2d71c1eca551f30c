//! Assertions of programs that were used.

use sea_orm::entity::prelude::*;

/// An assertion that came; it does not come again.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_assertions")]
pub struct Model {
    /// A digest of whose it is and of the id that it has.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// When it ends by itself.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
