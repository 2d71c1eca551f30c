//! Whom other issuers know people as, in the place of a password.

use sea_orm::entity::prelude::*;

/// Somebody whom another issuer knows, and whose account that is here.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "identity_links")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// Which issuer, by its code in the settings.
    pub issuer: String,
    /// A keyed digest of the issuer and of what it calls them.
    #[sea_orm(unique)]
    pub subject_digest: String,
    /// What the issuer's tokens stand under here; another whenever something ends.
    #[sea_orm(unique)]
    pub standing: Uuid,
    /// Tokens made until then serve no more.
    pub tokens_from: Option<DateTimeUtc>,
    /// The roles that the issuer said they have, as JSON.
    pub claimed_roles: Option<String>,
    /// Until when its word for them holds.
    pub claimed_until: Option<DateTimeUtc>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When somebody last signed in with it.
    pub last_used_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
