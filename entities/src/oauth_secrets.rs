//! What programs show to be given a token.

use sea_orm::entity::prelude::*;

/// A secret of a program's.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_secrets")]
pub struct Model {
    /// Its id, which the tokens had with it name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub client_id: Uuid,
    /// A digest of it.
    pub digest: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it serves no more; null while it is the newest.
    pub ends_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
