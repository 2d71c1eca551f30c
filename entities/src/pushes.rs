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
    /// `delta` or `full`.
    pub mode: String,
    /// `row` or `all`.
    pub atomicity: String,
    /// Whether it says only what would happen.
    pub dry_run: bool,
    /// `waiting`, `working`, `done`, `refused`, `failed`.
    pub state: String,
    /// The most courses that may be taken back because it does not name them.
    pub max_withdrawals: Option<i32>,
    /// How many rows were sent.
    pub rows: i32,
    /// Of how many of them it is told what became of them.
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
    /// How many courses it does not name, though it names all.
    pub vanished: i32,
    /// How many of those were taken back.
    pub withdrawn: i32,
    /// Whether those are too many for any to be taken back.
    pub vanished_refused: bool,
    /// Its part that is next, where it is done in parts.
    pub next_part: i32,
    /// Keys that stand more than once in it, and where: JSON.
    pub repeated: Option<String>,
    /// How often its next part failed.
    pub attempts: i32,
    /// When its next part may be tried.
    pub due_at: Option<DateTimeUtc>,
    /// When it was over.
    pub finished_at: Option<DateTimeUtc>,
    /// When it came.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
