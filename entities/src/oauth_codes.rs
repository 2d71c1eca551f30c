//! Codes that front-ends trade for a session.

use sea_orm::entity::prelude::*;

/// A code that somebody was led back with.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_codes")]
pub struct Model {
    /// A digest of it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    /// For which front-end.
    pub client_id: Uuid,
    /// Who agreed.
    pub account_id: Uuid,
    /// A digest of the password's hash that stood when they signed in.
    pub standing: String,
    /// Under which hat.
    pub hat: String,
    /// For whom it is worn, as the grant says it.
    pub scope: String,
    /// Where they were led back to.
    pub redirect_uri: String,
    /// What the front-end has to know the answer to (RFC 7636).
    pub challenge: String,
    /// Whether the front-end asked who they are.
    pub openid: bool,
    /// What the front-end gave along, to know its own question again.
    pub nonce: Option<String>,
    /// When they signed in.
    pub signed_in_at: DateTimeUtc,
    /// Until when it serves.
    pub expires_at: DateTimeUtc,
    /// The session that it was traded for; shown again, that ends.
    pub session_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
