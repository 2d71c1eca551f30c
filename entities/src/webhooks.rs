//! Where providers want to be told what happens.

use sea_orm::entity::prelude::*;

/// An address that is told of some events.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhooks")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub provider_id: Uuid,
    /// The address.
    pub url: String,
    /// What it is told of: words with a space between.
    pub events: String,
    /// What it is for, for people.
    pub description: Option<String>,
    /// Since when it is told nothing; null while it is.
    pub off_since: Option<DateTimeUtc>,
    /// Why it is told nothing: `by_hand`, `gone`, `failing`.
    pub off_because: Option<String>,
    /// Since when nothing arrived; null where the last did.
    pub failing_since: Option<DateTimeUtc>,
    /// How often it has changed.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
