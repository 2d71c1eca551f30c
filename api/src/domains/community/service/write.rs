//! What can be written: a thread, a post, and taking a post back.

use super::super::error::CommunityError;
use super::super::hall::Community;
use super::super::model::{Met, Post, PostId, Remover, Room, Said, Thread, ThreadId};
use super::super::names;
use super::super::policy::{self, Removing, Visible, Writing};
use super::super::store::{self, NewPost, NewThread};
use super::input::{PostRequest, ThreadRequest};
use super::{pseudonym, read};
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database, joined};
use crate::kernel::idempotency::{Key, Once};
use crate::kernel::language::Text;

/// Opens a thread in a room, with its first post. The same key gives the same thread.
pub async fn open(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    room: &str,
    (input, key): (ThreadRequest, &Key),
) -> Result<Met<Thread>, ApiError> {
    let author = policy::author(actor)?;
    let room = read::room(community, actor, room)?;
    let (title, text) = input.checked()?;
    let act = format!("thread in {}", room.id.0);
    let sent = [title.as_bytes(), text.as_bytes()];
    let once = Once::of(&backend.pseudonyms, (author.account(), &act), key, &sent);
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        drop(tx);
        return read::thread(backend, community, actor, ThreadId(made)).await;
    }
    let leave = policy::writing(&tx, &author, &room)?;
    let place = store::next_place(&leave).await.map_err(database)?;
    let id = ThreadId(backend.ids.random());
    let today = backend.clock.today();
    let alias = names::another(&backend.ids, &Default::default());
    let new = NewThread {
        id,
        title,
        alias: alias.clone(),
        today,
        place,
    };
    store::open(&leave, new).await.map_err(database)?;
    let own = pseudonym(&backend.pseudonyms, leave.author(), id);
    store::name(&leave, id, own, alias.clone())
        .await
        .map_err(database)?;
    let first = NewPost {
        id: PostId(backend.ids.random()),
        thread: id,
        place: 1,
        alias,
        text,
        in_reply_to: None,
        today,
    };
    store::say(&leave, first, place).await.map_err(database)?;
    once.keep(&tx, id.0, today).await?;
    backend.commit(tx).await?;
    read::thread(backend, community, actor, id).await
}

/// Puts a post in a thread. The same key gives the same post.
pub async fn say(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    thread: ThreadId,
    (input, key): (PostRequest, &Key),
) -> Result<Met<Post>, ApiError> {
    let author = policy::author(actor)?;
    let room = room_of(backend, community, actor, thread).await?;
    let in_reply_to = input.in_reply_to();
    let faults = answered(backend, community, actor, thread, in_reply_to).await?;
    let text = joined(faults, input.checked())?;
    let act = format!("post in {}", thread.0);
    let answers = in_reply_to.map(|id| id.0.into_bytes()).unwrap_or_default();
    let sent = [text.as_bytes(), &answers];
    let once = Once::of(&backend.pseudonyms, (author.account(), &act), key, &sent);
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        drop(tx);
        return read::post(backend, community, actor, PostId(made)).await;
    }
    let leave = policy::writing(&tx, &author, &room)?;
    let moves_to = store::next_place(&leave).await.map_err(database)?;
    let place = store::posts_in(&leave, thread).await.map_err(database)? + 1;
    let alias = alias(backend, &leave, thread).await?;
    let (id, today) = (PostId(backend.ids.random()), backend.clock.today());
    let new = NewPost {
        id,
        thread,
        place,
        alias,
        text,
        in_reply_to,
        today,
    };
    store::say(&leave, new, moves_to).await.map_err(database)?;
    once.keep(&tx, id.0, today).await?;
    backend.commit(tx).await?;
    read::post(backend, community, actor, id).await
}

/// The room of a thread that somebody may know of.
async fn room_of(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    thread: ThreadId,
) -> Result<Room, ApiError> {
    let visible = Visible::to(actor)?;
    let rooms = community.rooms();
    let found = store::thread(backend.reader(), &visible.within(&rooms), thread).await;
    let found = found.map_err(database)?;
    let room = found.and_then(|thread| rooms.iter().find(|room| room.id == thread.room));
    Ok(room.cloned().ok_or(CommunityError::NoSuchThread)?)
}

/// What is wrong with the post that is answered: it has to be in the same thread.
async fn answered(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    thread: ThreadId,
    post: Option<PostId>,
) -> Result<Vec<Fault>, ApiError> {
    let Some(post) = post else {
        return Ok(Vec::new());
    };
    let within = Visible::to(actor)?.within(&community.rooms());
    let found = store::post(backend.reader(), &within, post).await?;
    if found.is_some_and(|found| found.thread == thread) {
        return Ok(Vec::new());
    }
    let fault = Fault::at(
        "/inReplyToId",
        "post.answers_nothing",
        Text::new(
            "dit bericht staat niet in dit gesprek",
            "there is no such post in this thread",
        ),
    );
    Ok(vec![fault])
}

/// The author's alias in a thread: the one that they have, or another by lot.
async fn alias(
    backend: &Backend,
    leave: &Writing<'_>,
    thread: ThreadId,
) -> Result<String, ApiError> {
    let own = pseudonym(&backend.pseudonyms, leave.author(), thread);
    let had = store::alias_of(leave, &own).await.map_err(database)?;
    if let Some(had) = had {
        return Ok(had);
    }
    let taken = store::aliases_in(leave, thread).await.map_err(database)?;
    let alias = names::another(&backend.ids, &taken);
    let named = store::name(leave, thread, own, alias.clone()).await;
    named.map_err(database)?;
    Ok(alias)
}

/// Removes a post; where it was removed before, there is nothing to do.
pub async fn remove(
    backend: &Backend,
    community: &Community,
    actor: &Actor,
    id: PostId,
) -> Result<Met<Post>, ApiError> {
    let visible = Visible::to(actor)?;
    let within = visible.within(&community.rooms());
    let tx = backend.write().await?;
    let found = store::hold_post(&tx, &within, id).await?;
    let mut met = read::meet(backend, visible, found.ok_or(CommunityError::NoSuchPost)?);
    if let Said::Removed(_) = met.it.said {
        return Ok(met);
    }
    let leave = policy::removing(&tx, actor, &met.it, met.alias.is_some())?;
    store::remove(&leave).await.map_err(database)?;
    write_down(backend, &leave).await?;
    let by: Remover = leave.by();
    backend.commit(tx).await?;
    met.it.said = Said::Removed(by);
    met.alias = None;
    Ok(met)
}

/// What a moderator does is written down; what people do for themselves never is.
async fn write_down(backend: &Backend, leave: &Removing<'_>) -> Result<(), ApiError> {
    let Some(moderator) = leave.in_office() else {
        return Ok(());
    };
    let act = Act {
        name: "post.remove",
        by: Some(moderator),
        subject: format!("post:{}", leave.post().0),
        detail: None,
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}
