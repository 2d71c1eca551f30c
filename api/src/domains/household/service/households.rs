//! Linking two partners, and leaving.

use super::super::error::HouseholdError;
use super::super::model::{Household, INVITATION, Invitation};
use super::super::policy::{self, Sweeping};
use super::super::store;
use crate::domains::verification::Code;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

/// What the codes of invitations are hashed for.
const PURPOSE: &str = "household_invitation";

/// What a parent sees of their own household.
pub async fn household(backend: &Backend, actor: &Actor) -> Result<Household, ApiError> {
    let parent = policy::partner(actor)?;
    let found = store::household(backend.reader(), parent, backend.clock.now()).await;
    found.map_err(database)
}

/// Invites a partner, with a code that is told this once and goes from hand to hand: whose it
/// is, nobody here is told.
pub async fn invite(backend: &Backend, actor: &Actor) -> Result<Invitation, ApiError> {
    let parent = policy::partner(actor)?;
    policy::verified(parent)?;
    let code = Code::draw(&backend.ids);
    let digest = code.digest(PURPOSE, &backend.pseudonyms);
    let tx = backend.write().await?;
    store::hold(&tx).await.map_err(database)?;
    let linked = store::is_linked(tx.conn(), parent.account()).await;
    let leave = policy::inviting(&tx, parent, linked.map_err(database)?)?;
    let expires_at = tx.now() + INVITATION;
    let kept = store::invite(&leave, digest, expires_at).await;
    kept.map_err(database)?;
    backend.commit(tx).await?;
    Ok(Invitation {
        code: code.written(),
        expires_at,
    })
}

/// Links whoever shows the code with whoever invited. That they try is counted in a write of its
/// own, before anything is looked at.
pub async fn accept(backend: &Backend, actor: &Actor, typed: &str) -> Result<Household, ApiError> {
    let parent = policy::partner(actor)?;
    let code = Code::typed(typed, "household.code_mistyped")?;
    let tx = backend.write().await?;
    let tried = store::attempts(&tx, parent.account()).await;
    let leave = policy::attempting(&tx, parent, tried.map_err(database)?)?;
    store::count_attempt(&leave).await.map_err(database)?;
    backend.commit(tx).await?;

    let digest = code.digest(PURPOSE, &backend.pseudonyms);
    let tx = backend.write().await?;
    store::hold(&tx).await.map_err(database)?;
    let inviter = store::inviter(&tx, &digest).await.map_err(database)?;
    let own = store::is_linked(tx.conn(), parent.account()).await;
    let other = match inviter {
        Some(inviter) => store::is_linked(tx.conn(), inviter)
            .await
            .map_err(database)?,
        None => false,
    };
    let linked = [own.map_err(database)?, other];
    let leave = policy::linking(&tx, parent, (inviter, linked))?;
    let done = store::link(&leave, backend.ids.random()).await;
    done.map_err(database)?;
    backend.commit(tx).await?;
    household(backend, actor).await
}

/// Leaves a household, and takes back an invitation. Nobody is told; the other is linked with
/// nobody any more.
pub async fn leave(backend: &Backend, actor: &Actor) -> Result<(), ApiError> {
    let parent = policy::partner(actor)?;
    let tx = backend.write().await?;
    store::hold(&tx).await.map_err(database)?;
    let left = store::leave(&policy::own(&tx, parent)).await;
    if !left.map_err(database)? {
        return Err(HouseholdError::NotLinked.into());
    }
    backend.commit(tx).await
}

/// Forgets what is over: to be called every hour or so.
pub async fn tend(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let swept = store::sweep(&Sweeping::by_the_calendar(&tx)).await;
    swept.map_err(database)?;
    backend.commit(tx).await
}
