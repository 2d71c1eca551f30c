//! The community as it is read: every look starts from what the reader may see.

use std::collections::HashMap;

use entities::{posts, rooms, thread_aliases, threads};
use sea_orm::sea_query::{Cond, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationDef, Select,
};

use super::super::error::CommunityError;
use super::super::model::{Post, PostId, Pseudonym, Room, RoomId, Thread, ThreadId};
use super::super::policy::Within;
use super::rows::{self, PostRow};
use crate::kernel::db::WriteTx;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Every room, in its place. What somebody may know of them, policy says.
pub async fn rooms(db: &impl ConnectionTrait) -> Result<Vec<Room>, CommunityError> {
    let rows = rooms::Entity::find()
        .order_by_asc(rooms::Column::Position)
        .order_by_asc(rooms::Column::Slug)
        .all(db)
        .await?;
    rows.into_iter().map(rows::room).collect()
}

/// A page of the threads in a room, the one with the latest post first.
pub async fn threads(
    db: &impl ConnectionTrait,
    within: &Within,
    room: RoomId,
    page: &PageRequest,
) -> Result<Page<Thread>, DbErr> {
    let mut query = threads_within(within).filter(threads::Column::RoomId.eq(room.0));
    let after = page.after().and_then(|cursor| cursor.0.first());
    if let Some(after) = after.and_then(|text| text.parse::<i64>().ok()) {
        query = query.filter(threads::Column::Place.lt(after));
    }
    let rows = query
        .order_by_desc(threads::Column::Place)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().map(rows::thread).collect();
    Ok(page.fill(found, |thread| Cursor(vec![thread.place.to_string()])))
}

/// A thread.
pub async fn thread(
    db: &impl ConnectionTrait,
    within: &Within,
    id: ThreadId,
) -> Result<Option<Thread>, DbErr> {
    let row = threads_within(within)
        .filter(threads::Column::Id.eq(id.0))
        .one(db)
        .await?;
    Ok(row.map(rows::thread))
}

fn threads_within(within: &Within) -> Select<threads::Entity> {
    threads::Entity::find().filter(inside(within))
}

fn inside(within: &Within) -> sea_orm::sea_query::SimpleExpr {
    threads::Column::RoomId.is_in(within.rooms().iter().map(|room| room.0))
}

/// A stretch of a thread: so many posts after a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// Which thread.
    pub thread: ThreadId,
    /// After which place; places are counted from one, without a gap.
    pub after: i32,
    /// How many posts at the most.
    pub rows: i32,
}

/// The posts in stretches of threads, in one look, each thread's in order.
pub async fn posts(
    db: &impl ConnectionTrait,
    within: &Within,
    stretches: &[Stretch],
) -> Result<Vec<Post>, CommunityError> {
    let any = stretches.iter().fold(Cond::any(), |any, stretch| {
        let last = stretch.after.saturating_add(stretch.rows);
        any.add(
            posts::Column::ThreadId
                .eq(stretch.thread.0)
                .and(posts::Column::Place.gt(stretch.after))
                .and(posts::Column::Place.lte(last)),
        )
    });
    let rows = posts_within(within)
        .filter(any)
        .order_by_asc(posts::Column::ThreadId)
        .order_by_asc(posts::Column::Place)
        .into_model::<PostRow>()
        .all(db)
        .await?;
    rows.into_iter().map(rows::post).collect()
}

/// A post.
pub async fn post(
    db: &impl ConnectionTrait,
    within: &Within,
    id: PostId,
) -> Result<Option<Post>, CommunityError> {
    let row = posts_within(within)
        .filter(posts::Column::Id.eq(id.0))
        .into_model::<PostRow>()
        .one(db)
        .await?;
    row.map(rows::post).transpose()
}

/// What was said at a place in a thread: for those who follow it, of whom policy was
/// asked.
pub async fn said_at(
    db: &impl ConnectionTrait,
    thread: ThreadId,
    place: i32,
) -> Result<Option<Post>, CommunityError> {
    let row = with_author()
        .filter(posts::Column::ThreadId.eq(thread.0))
        .filter(posts::Column::Place.eq(place))
        .into_model::<PostRow>()
        .one(db)
        .await?;
    row.map(rows::post).transpose()
}

fn posts_within(within: &Within) -> Select<posts::Entity> {
    let thread: RelationDef = posts::Entity::belongs_to(threads::Entity)
        .from(posts::Column::ThreadId)
        .to(threads::Column::Id)
        .into();
    with_author()
        .join(JoinType::InnerJoin, thread)
        .filter(inside(within))
}

fn with_author() -> Select<posts::Entity> {
    let alias: RelationDef = posts::Entity::belongs_to(thread_aliases::Entity)
        .from((posts::Column::ThreadId, posts::Column::Alias))
        .to((
            thread_aliases::Column::ThreadId,
            thread_aliases::Column::Alias,
        ))
        .into();
    posts::Entity::find()
        .column(thread_aliases::Column::Pseudonym)
        .join(JoinType::LeftJoin, alias)
}

/// The aliases of pseudonyms, each in the thread that it is of.
pub async fn aliases(
    db: &impl ConnectionTrait,
    pseudonyms: impl IntoIterator<Item = Pseudonym>,
) -> Result<HashMap<ThreadId, String>, DbErr> {
    let pseudonyms = pseudonyms.into_iter().map(|pseudonym| pseudonym.0);
    let rows = thread_aliases::Entity::find()
        .filter(thread_aliases::Column::Pseudonym.is_in(pseudonyms))
        .all(db)
        .await?;
    let found = rows.into_iter();
    Ok(found
        .map(|row| (ThreadId(row.thread_id), row.alias))
        .collect())
}

/// A post, held until the write ends: no two remove it.
pub async fn hold_post(
    tx: &WriteTx,
    within: &Within,
    id: PostId,
) -> Result<Option<Post>, CommunityError> {
    tx.turn(&format!("post {}", id.0)).await?;
    post(tx.conn(), within, id).await
}
