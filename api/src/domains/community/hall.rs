//! What a node keeps of the community in memory: the rooms, which are few, and the
//! news that a post was put in a thread, for those who follow one here.

use std::sync::Arc;

use arc_swap::ArcSwap;
use futures_util::future::BoxFuture;
use sea_orm::DbErr;
use tokio::sync::{OnceCell, broadcast};

use super::error::CommunityError;
use super::model::{Post, Room, ThreadId};
use super::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::feed::{self, Entry, Listener};

/// How many pieces of news one may be behind; who falls behind further reads what was
/// missed from the database.
const NEWS: usize = 256;

/// The community, as this node keeps it.
#[derive(Debug)]
pub struct Community {
    backend: Backend,
    rooms: ArcSwap<Vec<Room>>,
    news: broadcast::Sender<Arc<News>>,
}

/// Something was said. What, is read once on a node, when somebody there wants to know.
#[derive(Debug)]
pub struct News {
    /// In which thread.
    pub thread: ThreadId,
    /// At which place.
    pub place: i32,
    post: OnceCell<Option<Post>>,
}

impl News {
    /// What was said; nothing where it cannot be read any more.
    pub async fn post(&self, backend: &Backend) -> Result<Option<Post>, CommunityError> {
        let read = || store::said_at(backend.reader(), self.thread, self.place);
        self.post.get_or_try_init(read).await.cloned()
    }
}

impl Community {
    /// Loads the rooms, and listens for news from there on.
    pub async fn load(backend: &Backend) -> Result<Arc<Self>, ApiError> {
        let position = feed::last(backend.reader()).await.map_err(database)?;
        let rooms = store::rooms(backend.reader()).await?;
        let community = Arc::new(Self {
            backend: backend.clone(),
            rooms: ArcSwap::from_pointee(rooms),
            news: broadcast::channel(NEWS).0,
        });
        backend.feed.listen(community.clone(), position).await;
        Ok(community)
    }

    /// Every room, in its place. What somebody may know of them, policy says.
    pub(super) fn rooms(&self) -> Arc<Vec<Room>> {
        self.rooms.load_full()
    }

    /// News from now on.
    pub(super) fn news(&self) -> broadcast::Receiver<Arc<News>> {
        self.news.subscribe()
    }

    async fn take_note(&self, entries: &[Entry]) -> Result<(), DbErr> {
        if entries.iter().any(|entry| entry.topic == store::ROOMS) {
            let rooms = store::rooms(self.backend.reader()).await;
            let rooms = rooms.map_err(|error| DbErr::Custom(error.to_string()))?;
            self.rooms.store(Arc::new(rooms));
        }
        for entry in entries.iter().filter(|entry| entry.topic == store::TOPIC) {
            if let Some((thread, place)) = store::key(&entry.key) {
                let post = OnceCell::new();
                // Nobody listening means that nobody has to be told.
                let _ = self.news.send(Arc::new(News {
                    thread,
                    place,
                    post,
                }));
            }
        }
        Ok(())
    }
}

impl Listener for Community {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        Box::pin(self.take_note(entries))
    }
}
