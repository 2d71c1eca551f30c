//! Who is signed in, under which hat.

use sea_orm::entity::prelude::*;

/// A session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// Under which hat.
    pub hat: String,
    /// For whom it is worn, as the grant says it; nothing where one grant alone fits.
    pub scope: String,
    /// The front-end of others through which it was begun; null for our own.
    pub client_id: Option<Uuid>,
    /// What that front-end is called.
    pub client_name: Option<String>,
    /// A digest of the part of the refresh token that stays.
    pub family_digest: String,
    /// What the next turn of the refresh token is derived with.
    pub seed: String,
    /// A digest of the turn that stands.
    pub turn_digest: String,
    /// A digest of the turn before it.
    pub last_turn_digest: Option<String>,
    /// When the turn that stands was made.
    pub turned_at: DateTimeUtc,
    /// When it ends by itself.
    pub expires_at: DateTimeUtc,
    /// When it was ended.
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
