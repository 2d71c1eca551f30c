//! What changed, in the order in which it was committed, read by every node.
//!
//! A write appends what it changed in its own transaction. Each node asks for
//! what came after the last entry it has seen: soon after its own writes, and
//! every [`PERIOD`] for those of others. Appending is serialised (see
//! [`super::db::WriteTx::commit`]), so a higher number is never visible before a
//! lower one.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::futures_util::future::BoxFuture;
use entities::feed;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::sync::Mutex;

/// How often a node looks for what other nodes wrote.
pub const PERIOD: Duration = Duration::from_millis(250);

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the order of commits.
    pub seq: i64,
    /// Which part of the house changed (`catalogue`, `thread`).
    pub topic: String,
    /// What in it, in that part's own words.
    pub key: String,
}

/// A part of the house that wants to know what changed.
pub trait Listener: Send + Sync {
    /// Takes note of new entries, oldest first.
    ///
    /// An error leaves the feed where it was, and the entries come again.
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>>;
}

/// This node's place in the feed, and who listens here.
#[derive(Clone, Default)]
pub struct Feed(Arc<Mutex<Inner>>);

#[derive(Default)]
struct Inner {
    listeners: Vec<Arc<dyn Listener>>,
    /// The last entry that all of them have heard or read themselves.
    position: i64,
}

impl std::fmt::Debug for Feed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Feed")
    }
}

impl Feed {
    /// Adds a listener that has read the state up to `position` itself.
    ///
    /// The feed goes on from the listener that has read least, so that nothing
    /// written between its reading and now is missed; the others hear those
    /// entries again.
    pub async fn listen(&self, listener: Arc<dyn Listener>, position: i64) {
        let mut inner = self.0.lock().await;
        inner.position = match inner.listeners.as_slice() {
            [] => position,
            _ => inner.position.min(position),
        };
        inner.listeners.push(listener);
    }

    /// Reads on from where this node was and tells the listeners.
    pub async fn catch_up(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let mut inner = self.0.lock().await;
        if inner.listeners.is_empty() {
            return Ok(());
        }
        let entries = after(db, inner.position).await?;
        let Some(newest) = entries.last().map(|entry| entry.seq) else {
            return Ok(());
        };
        for listener in &inner.listeners {
            listener.hear(&entries).await?;
        }
        inner.position = newest;
        Ok(())
    }
}

/// The number of the newest entry; zero where there is none.
pub async fn last(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let newest = feed::Entity::find()
        .order_by_desc(feed::Column::Seq)
        .one(db)
        .await?;
    Ok(newest.map_or(0, |row| row.seq))
}

/// What entries after `seq` tell of, each once: the topic, which is one of some, and the key.
pub async fn told(
    db: &impl ConnectionTrait,
    topics: &[&str],
    seq: i64,
) -> Result<Vec<(String, String)>, DbErr> {
    feed::Entity::find()
        .select_only()
        .columns([feed::Column::Topic, feed::Column::Key])
        .distinct()
        .filter(feed::Column::Seq.gt(seq))
        .filter(feed::Column::Topic.is_in(topics.iter().copied()))
        .into_tuple()
        .all(db)
        .await
}

async fn after(db: &impl ConnectionTrait, seq: i64) -> Result<Vec<Entry>, DbErr> {
    let rows = feed::Entity::find()
        .filter(feed::Column::Seq.gt(seq))
        .order_by_asc(feed::Column::Seq)
        .limit(10_000)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Entry {
            seq: row.seq,
            topic: row.topic,
            key: row.key,
        })
        .collect())
}
