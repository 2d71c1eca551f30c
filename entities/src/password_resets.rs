//! Who asked to choose another password.

use sea_orm::entity::prelude::*;

/// One request to choose another password, whether or not the address has an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "password_resets")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address, normalised.
    pub email: String,
    /// A digest of the code that was mailed, or would have been.
    pub code_digest: String,
    /// When it was asked.
    pub created_at: DateTimeUtc,
    /// Until when the code serves.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
