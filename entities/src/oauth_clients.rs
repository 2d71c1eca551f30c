//! Programs that may ask for tokens.

use sea_orm::entity::prelude::*;

/// A program that acts for a provider, or a front-end through which people act.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "oauth_clients")]
pub struct Model {
    /// Its id, by which it names itself.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// For which provider it acts; null for a front-end.
    pub provider_id: Option<Uuid>,
    /// Where people are led back to, as JSON; null where it acts for a provider.
    pub redirect_uris: Option<String>,
    /// What it is called, for people.
    pub name: String,
    /// What it may ask for: words with a space between.
    pub scopes: String,
    /// The public keys that it signs assertions with, as JSON (RFC 7517).
    pub jwks: Option<String>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was ended.
    pub ended_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
