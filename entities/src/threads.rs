//! Threads in the rooms of the community.

use sea_orm::entity::prelude::*;

/// A thread. It names no account, and no time but a day.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "threads")]
pub struct Model {
    /// Its id, which tells nothing of its order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The room that it is in.
    pub room_id: Uuid,
    /// What it is about; null once whoever opened it took that back.
    pub title: Option<String>,
    /// Under which alias it was opened; null once that was taken back.
    pub opened_by: Option<String>,
    /// The day on which it was opened.
    pub opened_on: Date,
    /// The day of its last post.
    pub last_post_on: Date,
    /// How many posts were put in it, removed ones too.
    pub posts: i32,
    /// Its place in the room: that of its last post among all posts of the room.
    pub place: i64,
}

impl ActiveModelBehavior for ActiveModel {}
