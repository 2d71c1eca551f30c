//! What organisations pushed, and what became of it.

use sea_orm::entity::prelude::*;

/// A push.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pushes")]
pub struct Model {
    /// Its id, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose offer it was about.
    pub provider_id: Uuid,
    /// A digest of its idempotency key; null once the key serves no more.
    pub key_digest: Option<String>,
    /// A digest of what was sent, to tell a repetition from another push.
    pub payload_digest: String,
    /// How many rows were sent.
    pub sent: i32,
    /// How many of them made a course.
    pub created: i32,
    /// How many changed one.
    pub updated: i32,
    /// How many said what was known.
    pub unchanged: i32,
    /// How many were refused.
    pub rejected: i32,
    /// How many wait for an answer.
    pub asked: i32,
    /// When it came.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
