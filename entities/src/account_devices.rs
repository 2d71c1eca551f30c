//! From what kind of browser or app people signed in.

use sea_orm::entity::prelude::*;

/// A kind of browser or app that an account was used with.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_devices")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// A keyed digest of the kind: of browser and system, without versions.
    #[sea_orm(primary_key, auto_increment = false)]
    pub device: String,
    /// The day of the last sign-in with it.
    pub seen_on: Date,
    /// When a letter told of it, where one did.
    pub told_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
