//! What devices were asked to sign.

use sea_orm::entity::prelude::*;

/// What a device was asked to sign; it serves once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkey_challenges")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// For whom a passkey is made; nobody where one signs in.
    pub account_id: Option<Uuid>,
    /// What the answer is held against, as JSON.
    pub state: String,
    /// Until when it serves.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
