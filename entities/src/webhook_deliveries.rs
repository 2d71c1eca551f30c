//! What webhooks are told, and what became of it.

use sea_orm::entity::prelude::*;

/// A message to a webhook.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    /// Its id, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To which webhook.
    pub webhook_id: Uuid,
    /// The id of the message, the same at every attempt.
    pub message_id: String,
    /// What it tells of.
    pub event: String,
    /// The body, byte for byte.
    pub body: String,
    /// `pending`, `delivered`, `failed`.
    pub status: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it may be tried.
    pub due_at: DateTimeUtc,
    /// Until when one node has it for itself.
    pub leased_until: Option<DateTimeUtc>,
    /// When it was last tried.
    pub last_attempt_at: Option<DateTimeUtc>,
    /// What status the last answer had, where there was one.
    pub last_status: Option<i32>,
    /// Why it did not arrive last time: a word.
    pub failure: Option<String>,
    /// When it was noted.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
