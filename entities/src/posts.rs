//! What is said in threads.

use sea_orm::entity::prelude::*;

/// A post. It names no account, and no time but a day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "posts")]
pub struct Model {
    /// Its id, which tells nothing of its order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The thread that it is in.
    pub thread_id: Uuid,
    /// Its place in the thread, from 1 on without a gap.
    pub place: i32,
    /// Under which alias it was written; null once it was removed.
    pub alias: Option<String>,
    /// What it says; null once it was removed.
    pub text: Option<String>,
    /// The post that it answers.
    pub in_reply_to: Option<Uuid>,
    /// The day on which it was written.
    pub written_on: Date,
    /// Who removed it: `author`, `moderator`.
    pub removed_by: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
