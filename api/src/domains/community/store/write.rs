//! The community as it is written. No row names an account, or a time but a day.

use std::collections::HashSet;

use chrono::NaiveDate;
use entities::{posts, thread_aliases, threads};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::super::model::{PostId, Pseudonym, ThreadId};
use super::super::policy::{Removing, Writing};

/// The topic of the feed that tells of new posts. Its key is a thread and a place,
/// which are known to nobody who may not read them.
pub const TOPIC: &str = "post";

/// A thread to be opened.
#[derive(Debug)]
pub struct NewThread {
    /// Its id.
    pub id: ThreadId,
    /// What it is about.
    pub title: String,
    /// Under which alias it is opened.
    pub alias: String,
    /// On which day.
    pub today: NaiveDate,
    /// Its place in the room.
    pub place: i64,
}

/// A post to be put in a thread.
#[derive(Debug)]
pub struct NewPost {
    /// Its id.
    pub id: PostId,
    /// In which thread.
    pub thread: ThreadId,
    /// At which place.
    pub place: i32,
    /// Under which alias.
    pub alias: String,
    /// What it says.
    pub text: String,
    /// The post that it answers.
    pub in_reply_to: Option<PostId>,
    /// On which day.
    pub today: NaiveDate,
}

/// The next place in a room. Until the write ends, nobody else gets one.
pub async fn next_place(leave: &Writing<'_>) -> Result<i64, DbErr> {
    let room = leave.room().0;
    leave.tx().turn(&format!("room {room}")).await?;
    let last: Option<i64> = threads::Entity::find()
        .select_only()
        .column(threads::Column::Place)
        .filter(threads::Column::RoomId.eq(room))
        .order_by_desc(threads::Column::Place)
        .limit(1)
        .into_tuple()
        .one(leave.tx().conn())
        .await?;
    Ok(last.unwrap_or_default() + 1)
}

/// Opens a thread.
pub async fn open(leave: &Writing<'_>, new: NewThread) -> Result<(), DbErr> {
    let row = threads::ActiveModel {
        id: Set(new.id.0),
        room_id: Set(leave.room().0),
        title: Set(Some(new.title)),
        opened_by: Set(Some(new.alias)),
        opened_on: Set(new.today),
        last_post_on: Set(new.today),
        posts: Set(0),
        place: Set(new.place),
    };
    let added = threads::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await;
    added.map(drop)
}

/// Somebody's alias in a thread, where they have one.
pub async fn alias_of(leave: &Writing<'_>, pseudonym: &Pseudonym) -> Result<Option<String>, DbErr> {
    let row = thread_aliases::Entity::find()
        .filter(thread_aliases::Column::Pseudonym.eq(&pseudonym.0))
        .one(leave.tx().conn())
        .await?;
    Ok(row.map(|row| row.alias))
}

/// The aliases that were given out in a thread. None is ever given out again.
pub async fn aliases_in(leave: &Writing<'_>, thread: ThreadId) -> Result<HashSet<String>, DbErr> {
    let taken: Vec<String> = thread_aliases::Entity::find()
        .select_only()
        .column(thread_aliases::Column::Alias)
        .filter(thread_aliases::Column::ThreadId.eq(thread.0))
        .into_tuple()
        .all(leave.tx().conn())
        .await?;
    Ok(taken.into_iter().collect())
}

/// Gives somebody an alias in a thread.
pub async fn name(
    leave: &Writing<'_>,
    thread: ThreadId,
    pseudonym: Pseudonym,
    alias: String,
) -> Result<(), DbErr> {
    let row = thread_aliases::ActiveModel {
        thread_id: Set(thread.0),
        alias: Set(alias),
        pseudonym: Set(pseudonym.0),
    };
    let added = thread_aliases::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await;
    added.map(drop)
}

/// Puts a post in a thread, which moves up to a place in its room.
pub async fn say(leave: &Writing<'_>, new: NewPost, moves_to: i64) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    let row = posts::ActiveModel {
        id: Set(new.id.0),
        thread_id: Set(new.thread.0),
        place: Set(new.place),
        alias: Set(Some(new.alias)),
        text: Set(Some(new.text)),
        in_reply_to: Set(new.in_reply_to.map(|id| id.0)),
        written_on: Set(new.today),
        removed_by: Set(None),
    };
    posts::Entity::insert(row)
        .exec_without_returning(conn)
        .await?;
    threads::Entity::update_many()
        .col_expr(threads::Column::Posts, Expr::value(new.place))
        .col_expr(threads::Column::Place, Expr::value(moves_to))
        .col_expr(threads::Column::LastPostOn, Expr::value(new.today))
        .filter(threads::Column::Id.eq(new.thread.0))
        .exec(conn)
        .await?;
    leave
        .tx()
        .changed(TOPIC, format!("{} {}", new.thread.0, new.place));
    Ok(())
}

/// Removes a post: nothing of it is left but its place. The one that opened a thread
/// takes the title with it.
pub async fn remove(leave: &Removing<'_>) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    let row = posts::ActiveModel {
        id: Set(leave.post().0),
        alias: Set(None),
        text: Set(None),
        removed_by: Set(Some(leave.by().word().to_owned())),
        ..Default::default()
    };
    posts::Entity::update(row).exec(conn).await?;
    if let Some(thread) = leave.opened() {
        let row = threads::ActiveModel {
            id: Set(thread.0),
            title: Set(None),
            opened_by: Set(None),
            ..Default::default()
        };
        threads::Entity::update(row).exec(conn).await?;
    }
    Ok(())
}

/// Reads the key of an entry in the feed.
pub fn key(text: &str) -> Option<(ThreadId, i32)> {
    let (thread, place) = text.split_once(' ')?;
    Some((ThreadId(thread.parse().ok()?), place.parse().ok()?))
}

/// How many posts were put in a thread. Its room's turn is held.
pub async fn posts_in(leave: &Writing<'_>, thread: ThreadId) -> Result<i32, DbErr> {
    let posts: Option<i32> = threads::Entity::find_by_id(thread.0)
        .select_only()
        .column(threads::Column::Posts)
        .into_tuple()
        .one(leave.tx().conn())
        .await?;
    posts.ok_or(DbErr::RecordNotFound(thread.0.to_string()))
}
