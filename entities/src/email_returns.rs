//! The way back to an address that an account had.

use sea_orm::entity::prelude::*;

/// An address that an account had before, for whoever did not change it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "email_returns")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which account.
    pub account_id: Uuid,
    /// The address that it had, normalised.
    pub email: String,
    /// A digest of the code that was mailed to it.
    pub code_digest: String,
    /// When the address was changed.
    pub changed_at: DateTimeUtc,
    /// Until when the code serves.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
