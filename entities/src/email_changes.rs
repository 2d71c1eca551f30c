//! Who asked for another address.

use sea_orm::entity::prelude::*;

/// One request to have another address.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "email_changes")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// For which account.
    pub account_id: Uuid,
    /// The address asked for, normalised, whether or not another account has it.
    pub email: String,
    /// A digest of the code that was mailed, or would have been.
    pub code_digest: String,
    /// When it was asked.
    pub created_at: DateTimeUtc,
    /// Until when the code serves.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
