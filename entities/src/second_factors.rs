//! What people show beside their password: a code that an app makes.

use sea_orm::entity::prelude::*;

/// The second factor of an account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The secret that codes are made with, sealed.
    pub sealed: String,
    /// When the secret was made.
    pub created_at: DateTimeUtc,
    /// When a first code was shown; until then it is asked of nobody.
    pub confirmed_at: Option<DateTimeUtc>,
    /// The last step of time whose code was shown: each serves once.
    pub last_step: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
