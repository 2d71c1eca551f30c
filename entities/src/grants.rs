//! Which hats an account may wear.

use sea_orm::entity::prelude::*;

/// One hat of one account.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "grants")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// `parent`, `organisation`, `panel`, `researcher`, `moderator`, `administrator`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hat: String,
    /// For which provider; with `organisation` alone.
    pub provider_id: Option<Uuid>,
    /// Until when the person is known to be a foster parent; with `parent` alone.
    pub verified_until: Option<DateTimeUtc>,
    /// Who gave it; null for the person or the command line.
    pub granted_by: Option<Uuid>,
    /// Since when.
    pub granted_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
