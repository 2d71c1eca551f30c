//! What devices sign with, in the place of a password.

use sea_orm::entity::prelude::*;

/// A passkey of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// How the device calls it, in base64url.
    #[sea_orm(unique)]
    pub credential_id: String,
    /// The public key, and how often it signed, as JSON.
    pub credential: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When somebody last signed in with it.
    pub last_used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
