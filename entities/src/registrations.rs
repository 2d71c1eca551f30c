//! Addresses that somebody wants an account for, until they confirm.

use sea_orm::entity::prelude::*;

/// One request for an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "registrations")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The address, normalised.
    pub email: String,
    /// The password asked for, hashed.
    pub password_hash: String,
    /// To which version of the terms of use the person agreed.
    pub terms_version: Option<String>,
    /// A digest of the code that was mailed.
    pub code_digest: String,
    /// When it was asked.
    pub created_at: DateTimeUtc,
    /// Until when the code serves.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
