//! What can be read: every look starts from what the reader may see.

use std::collections::HashMap;

use super::super::error::CommunityError;
use super::super::hall::Community;
use super::super::model::{Met, Post, PostId, Room, RoomId, Said, Thread, ThreadId};
use super::super::policy::Visible;
use super::super::store::{self, Stretch};
use super::pseudonym;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::page::{Cursor, Page, PageRequest};

/// A page of the rooms that somebody may know of.
pub fn rooms(
    community: &Community,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Room>, CommunityError> {
    let visible = Visible::to(actor)?;
    let mut rooms = community.rooms().to_vec();
    rooms.retain(|room| visible.shows(room));
    Ok(page.cut(&rooms, |room| {
        Cursor(vec![format!("{:04}", room.position), room.slug.clone()])
    }))
}

/// A room, by id or slug.
pub fn room(community: &Community, actor: &Actor, named: &str) -> Result<Room, CommunityError> {
    let visible = Visible::to(actor)?;
    let rooms = community.rooms();
    let named = |room: &&Room| room.slug == named || room.id.0.to_string() == named;
    let found = rooms.iter().filter(named).find(|room| visible.shows(room));
    found.cloned().ok_or(CommunityError::NoSuchRoom)
}

/// A page of the threads in a room, the one with the latest post first.
pub async fn threads(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    room: RoomId,
    page: &PageRequest,
) -> Result<Page<Met<Thread>>, ApiError> {
    let visible = Visible::to(actor)?;
    let within = visible.within(&community.rooms());
    if !within.rooms().contains(&room) {
        return Err(CommunityError::NoSuchRoom.into());
    }
    let found = store::threads(backend.reader(), &within, room, page).await;
    let found = found.map_err(database)?;
    let ids = found.entries.iter().map(|(_, thread)| thread.id);
    let mut mine = aliases(backend, visible, ids).await?;
    Ok(found.map(|thread| Met {
        alias: mine.remove(&thread.id),
        it: thread,
    }))
}

/// A thread.
pub async fn thread(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    id: ThreadId,
) -> Result<Met<Thread>, ApiError> {
    let visible = Visible::to(actor)?;
    let within = visible.within(&community.rooms());
    let found = store::thread(backend.reader(), &within, id).await;
    let it = found
        .map_err(database)?
        .ok_or(CommunityError::NoSuchThread)?;
    let mut mine = aliases(backend, visible, [id]).await?;
    Ok(Met {
        it,
        alias: mine.remove(&id),
    })
}

/// The reader's own aliases, thread by thread.
async fn aliases(
    backend: &Backend,
    visible: Visible,
    threads: impl IntoIterator<Item = ThreadId>,
) -> Result<HashMap<ThreadId, String>, ApiError> {
    let Some(reader) = visible.reader() else {
        return Ok(HashMap::new());
    };
    let threads = threads.into_iter();
    let known: Vec<_> = threads
        .map(|thread| pseudonym(&backend.pseudonyms, reader, thread))
        .collect();
    if known.is_empty() {
        return Ok(HashMap::new());
    }
    let found = store::aliases(backend.reader(), known).await;
    found.map_err(database)
}

/// The posts in stretches of threads, in one look: of threads that may not be read,
/// none.
pub async fn stretches(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    stretches: &[Stretch],
) -> Result<HashMap<Stretch, Vec<Met<Post>>>, ApiError> {
    let visible = Visible::to(actor)?;
    let within = visible.within(&community.rooms());
    let found = store::posts(backend.reader(), &within, stretches).await?;
    let met: Vec<_> = found
        .into_iter()
        .map(|post| meet(backend, visible, post))
        .collect();
    let holds = |stretch: &Stretch, post: &Post| {
        let last = stretch.after.saturating_add(stretch.rows);
        post.thread == stretch.thread && post.place > stretch.after && post.place <= last
    };
    Ok(stretches
        .iter()
        .map(|stretch| {
            let its = met.iter().filter(|post| holds(stretch, &post.it));
            (*stretch, its.cloned().collect())
        })
        .collect())
}

/// Which posts of a thread a page asks for.
pub fn stretch(thread: ThreadId, page: &PageRequest) -> Stretch {
    let after = page.after().and_then(|cursor| cursor.0.first());
    Stretch {
        thread,
        after: after.and_then(|text| text.parse().ok()).unwrap_or_default(),
        rows: i32::try_from(page.rows()).unwrap_or(i32::MAX),
    }
}

/// The page that a stretch was read for.
pub fn page_of(page: &PageRequest, found: Vec<Met<Post>>) -> Page<Met<Post>> {
    page.fill(found, |post| Cursor(vec![post.it.place.to_string()]))
}

/// A page of the posts in a thread, in the order in which they were written.
pub async fn posts(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    id: ThreadId,
    page: &PageRequest,
) -> Result<Page<Met<Post>>, ApiError> {
    let wanted = stretch(id, page);
    let mut found = stretches(backend, community, actor, &[wanted]).await?;
    let found = found.remove(&wanted).unwrap_or_default();
    if found.is_empty() {
        // Past the end, or of a thread that may not be known of.
        thread(backend, community, actor, id).await?;
    }
    Ok(page_of(page, found))
}

/// A post.
pub async fn post(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    id: PostId,
) -> Result<Met<Post>, ApiError> {
    let visible = Visible::to(actor)?;
    let within = visible.within(&community.rooms());
    let found = store::post(backend.reader(), &within, id).await?;
    let post = found.ok_or(CommunityError::NoSuchPost)?;
    Ok(meet(backend, visible, post))
}

/// A post as a reader meets it.
pub(super) fn meet(backend: &Backend, visible: Visible, post: Post) -> Met<Post> {
    let own = visible
        .reader()
        .map(|reader| pseudonym(&backend.pseudonyms, reader, post.thread));
    let alias = match &post.said {
        Said::Stands(words) if Some(&words.author) == own.as_ref() => Some(words.alias.clone()),
        _ => None,
    };
    Met { it: post, alias }
}
