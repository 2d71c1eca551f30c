//! The sessions that somebody is in: to see them, and to end them.

use super::super::error::IdentityError;
use super::super::model::{OwnSession, SessionId};
use super::super::policy::{self, Visible};
use super::super::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::page::{Page, PageRequest};

/// The sessions that somebody is in, in the order of their ids, which tells nothing.
pub async fn own_sessions(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<OwnSession>, ApiError> {
    let current = SessionId(policy::signed_in(actor)?.session);
    let visible = Visible::own(actor)?;
    let now = backend.clock.now();
    let found = store::own_sessions(backend.reader(), visible, (current, now), page).await;
    found.map_err(database)
}

/// Ends one of the sessions that somebody is in, from any of them.
pub async fn end_own(backend: &Backend, actor: &Actor, id: SessionId) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let tx = backend.write().await?;
    let standing = store::sessions_of(&tx, account).await.map_err(database)?;
    if !standing.contains(&id) {
        return Err(IdentityError::NoSuchSession.into());
    }
    let leave = policy::ending_own(&tx, actor, vec![id])?;
    store::end_sessions(&leave).await.map_err(database)?;
    backend.commit(tx).await
}

/// Ends every session that somebody is in, also the one in which they ask.
pub async fn end_all(backend: &Backend, actor: &Actor) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let tx = backend.write().await?;
    let standing = store::sessions_of(&tx, account).await.map_err(database)?;
    let leave = policy::ending_own(&tx, actor, standing)?;
    store::end_sessions(&leave).await.map_err(database)?;
    backend.commit(tx).await
}
