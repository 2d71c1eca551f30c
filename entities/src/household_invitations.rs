//! Codes with which parents invite their partner.

use sea_orm::entity::prelude::*;

/// An invitation that stands.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "household_invitations")]
pub struct Model {
    /// Who invites: one at a time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// A keyed hash of the code.
    pub code_digest: String,
    /// When it lapses.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
