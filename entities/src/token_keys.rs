//! The keys that sign access tokens; unused on SQLite.

use sea_orm::entity::prelude::*;

/// One key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "token_keys")]
pub struct Model {
    /// Its name in the tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kid: String,
    /// The private key, encrypted (base64).
    pub sealed: String,
    /// From when it signs.
    pub signs_from: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
