//! Sign-ins that failed of late, per address asked for.

use sea_orm::entity::prelude::*;

/// The failures of one address.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_in_failures")]
pub struct Model {
    /// A digest of the address, whether or not it has an account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub email_digest: String,
    /// How many.
    pub failures: i32,
    /// Since when they are counted.
    pub since: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
