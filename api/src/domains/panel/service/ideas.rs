//! Bringing ideas, reading them, taking them back.

use super::super::error::PanelError;
use super::super::model::{Idea, IdeaId, Met};
use super::super::policy::{self, Removing, Visible};
use super::super::store;
use super::input::IdeaRequest;
use super::pseudonym;
use crate::kernel::actor::Actor;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::idempotency::{Key, Once, again};
use crate::kernel::page::{Page, PageRequest};

/// A page of ideas, those of the latest month first.
pub async fn ideas(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<Met<Idea>>, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::ideas(backend.reader(), visible, page).await;
    Ok(found
        .map_err(database)?
        .map(|idea| meet(backend, visible, idea)))
}

/// An idea.
pub async fn idea(backend: &Backend, actor: &Actor, id: IdeaId) -> Result<Met<Idea>, ApiError> {
    let visible = Visible::to(actor)?;
    let found = store::idea(backend.reader(), visible, id).await;
    let found = found.map_err(database)?.ok_or(PanelError::NoSuchIdea)?;
    Ok(meet(backend, visible, found))
}

/// An idea as a reader meets it.
fn meet(backend: &Backend, visible: Visible, idea: Idea) -> Met<Idea> {
    let own = visible.member().map(|member| {
        let known = pseudonym(backend, "idea_author", member, idea.id.0);
        known == idea.author
    });
    Met { it: idea, own }
}

/// Submits an idea. The same key gives the same idea.
pub async fn submit(
    backend: &Backend,
    actor: &Actor,
    (input, key): (IdeaRequest, &Key),
) -> Result<Met<Idea>, ApiError> {
    let member = policy::member(actor)?;
    let (title, text) = input.checked()?;
    let who = (member.account(), "idea");
    let once = Once::of(
        &backend.pseudonyms,
        who,
        key,
        &[title.as_bytes(), text.as_bytes()],
    );
    let tx = backend.write().await?;
    if let Some(made) = once.made(&tx).await? {
        drop(tx);
        return again(idea(backend, actor, IdeaId(made)).await);
    }
    let leave = policy::submitting(&tx, &member);
    let id = IdeaId(backend.ids.random());
    let today = backend.clock.today();
    let new = Idea {
        id,
        title,
        text,
        submitted_in: today.format("%Y-%m").to_string(),
        author: pseudonym(backend, "idea_author", member.account(), id.0),
    };
    store::add_idea(&leave, new.clone())
        .await
        .map_err(database)?;
    once.keep(&tx, id.0, today).await?;
    backend.commit(tx).await?;
    Ok(Met {
        it: new,
        own: Some(true),
    })
}

/// Removes an idea: one's own, or as a moderator any.
pub async fn remove(backend: &Backend, actor: &Actor, id: IdeaId) -> Result<(), ApiError> {
    let visible = Visible::to(actor)?;
    let tx = backend.write().await?;
    let found = store::hold_idea(&tx, visible, id).await;
    let found = found.map_err(database)?.ok_or(PanelError::NoSuchIdea)?;
    let own = meet(backend, visible, found).own == Some(true);
    let leave = policy::removing(&tx, actor, id, own)?;
    store::remove_idea(&leave).await.map_err(database)?;
    write_down(backend, &leave).await?;
    backend.commit(tx).await
}

/// What a moderator does is written down; what people do for themselves never is.
async fn write_down(backend: &Backend, leave: &Removing<'_>) -> Result<(), ApiError> {
    let Some(moderator) = leave.in_office() else {
        return Ok(());
    };
    let act = Act {
        name: "idea.remove",
        by: Some(moderator),
        subject: format!("idea:{}", leave.idea().0),
        detail: None,
    };
    let written = leave.tx().audit(backend.ids.random(), act).await;
    written.map_err(database)
}
