//! People who confirmed their address.

use sea_orm::entity::prelude::*;

/// An account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address, normalised.
    pub email: String,
    /// The password, hashed (PHC string).
    pub password_hash: String,
    /// How it came: `registration`, `command`, `demo`.
    pub source: String,
    /// To which version of the terms of use the person agreed.
    pub terms_version: Option<String>,
    /// When they did.
    pub terms_agreed_at: Option<DateTimeUtc>,
    /// When it was closed; nothing of whose it was is left then.
    pub closed_at: Option<DateTimeUtc>,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// When the row last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
