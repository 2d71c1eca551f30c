//! The news that more of a push is done, for those who follow one on this node.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use sea_orm::DbErr;
use tokio::sync::broadcast;
use uuid::Uuid;

use super::model::PushId;
use super::service::TOPIC;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::feed::{self, Entry, Listener};

/// How many pieces of news one may be behind; who falls behind further looks again.
const NEWS: usize = 64;

/// Where it is heard of.
#[derive(Debug)]
pub struct Desk {
    news: broadcast::Sender<PushId>,
}

impl Desk {
    /// Listens for news from here on.
    pub async fn load(backend: &Backend) -> Result<Arc<Self>, ApiError> {
        let position = feed::last(backend.reader()).await.map_err(database)?;
        let desk = Arc::new(Self {
            news: broadcast::channel(NEWS).0,
        });
        backend.feed.listen(desk.clone(), position).await;
        Ok(desk)
    }

    /// News from now on.
    pub(super) fn news(&self) -> broadcast::Receiver<PushId> {
        self.news.subscribe()
    }
}

impl Listener for Desk {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        for entry in entries.iter().filter(|entry| entry.topic == TOPIC) {
            if let Ok(id) = Uuid::try_parse(&entry.key) {
                // Nobody listening means that nobody has to be told.
                let _ = self.news.send(PushId(id));
            }
        }
        Box::pin(async { Ok(()) })
    }
}
