//! Following a thread: each post that is put in it, once and in order, on whichever
//! node it was written.

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::Stream;
use futures_util::stream::unfold;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::super::error::CommunityError;
use super::super::hall::{Community, News};
use super::super::model::{Met, Post, PostId, RoomId, ThreadId};
use super::super::policy::Visible;
use super::super::store::{self, Stretch};
use super::read;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

/// How many posts are read at once where some were missed.
const STRETCH: i32 = 100;

/// The posts that are put in a thread from now on, or `after` one that is known: a
/// client that was away misses none.
///
/// Whether it may be read is asked anew for each. The stream ends where it may not.
pub async fn follow(
    backend: &Backend,
    community: &Arc<Community>,
    actor: &Actor,
    thread: ThreadId,
    after: Option<PostId>,
) -> Result<impl Stream<Item = Result<Met<Post>, ApiError>> + use<>, ApiError> {
    // Before the look at the database: what is said in between is news already.
    let news = community.news();
    let within = Visible::to(actor)?.within(&community.rooms());
    let found = store::thread(backend.reader(), &within, thread).await;
    let found = found
        .map_err(database)?
        .ok_or(CommunityError::NoSuchThread)?;
    let last = match after {
        None => found.posts,
        Some(after) => {
            let known = store::post(backend.reader(), &within, after).await?;
            let known = known.filter(|post| post.thread == thread);
            known.ok_or(CommunityError::NoSuchPost)?.place
        }
    };
    let following = Following {
        backend: backend.clone(),
        community: community.clone(),
        actor: actor.clone(),
        news,
        room: found.room,
        thread,
        last,
        read: VecDeque::new(),
        behind: last < found.posts,
    };
    Ok(unfold(Some(following), async |following| {
        let mut following = following?;
        match following.next().await {
            Ok(post) => Some((Ok(post?), Some(following))),
            Err(error) => Some((Err(error), None)),
        }
    }))
}

/// Somebody who follows a thread.
struct Following {
    backend: Backend,
    community: Arc<Community>,
    actor: Actor,
    news: Receiver<Arc<News>>,
    room: RoomId,
    thread: ThreadId,
    /// The place of the last post that was told. Places have no gaps, so that a post
    /// that was missed is seen to be.
    last: i32,
    /// Posts that were read and not told yet.
    read: VecDeque<Post>,
    /// Whether posts were missed that have to be read.
    behind: bool,
}

impl Following {
    /// The next post; nothing where no more may be told.
    async fn next(&mut self) -> Result<Option<Met<Post>>, ApiError> {
        loop {
            if let Some(post) = self.read.pop_front() {
                self.last = post.place;
                let visible = Visible::to(&self.actor)?;
                let within = visible.within(&self.community.rooms());
                let may = within.rooms().contains(&self.room);
                return Ok(may.then(|| read::meet(&self.backend, visible, post)));
            }
            if self.behind {
                self.catch_up().await?;
                continue;
            }
            match self.news.recv().await {
                Ok(news) if news.thread == self.thread && news.place > self.last => {
                    let next = news.place == self.last + 1;
                    match news.post(&self.backend).await? {
                        Some(post) if next => self.read.push_back(post),
                        _ => self.behind = true,
                    }
                }
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => self.behind = true,
                Err(RecvError::Closed) => return Ok(None),
            }
        }
    }

    /// Reads what was missed.
    async fn catch_up(&mut self) -> Result<(), ApiError> {
        let within = Visible::to(&self.actor)?.within(&self.community.rooms());
        let missed = Stretch {
            thread: self.thread,
            after: self.last,
            rows: STRETCH,
        };
        let posts = store::posts(self.backend.reader(), &within, &[missed]).await?;
        self.behind = posts.len() == STRETCH as usize;
        self.read = posts.into();
        Ok(())
    }
}
