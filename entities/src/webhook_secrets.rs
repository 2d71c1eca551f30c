//! What messages to webhooks are signed with.

use sea_orm::entity::prelude::*;

/// A secret of a webhook's.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_secrets")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub webhook_id: Uuid,
    /// The secret, sealed with a key that no table holds.
    pub sealed: String,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it signs no more; null while it is the newest.
    pub ends_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
