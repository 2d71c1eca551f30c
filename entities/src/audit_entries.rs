//! Who did what in office, and to what.

use sea_orm::entity::prelude::*;

/// One act.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When.
    pub at: DateTimeUtc,
    /// What was done: `account.grant`.
    pub act: String,
    /// Which account did it; null for the command line.
    pub actor_id: Option<Uuid>,
    /// Under which hat.
    pub actor_hat: Option<String>,
    /// What it was done to: `account:<id>`.
    pub subject: String,
    /// What else tells it apart; never a name or an address.
    pub detail: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
