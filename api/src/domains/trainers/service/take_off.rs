//! Somebody asks that a trainer is not named any more.
//!
//! Whoever must not be found need not say who they are, nor wait for anybody: a foster parent is
//! hidden at once, whoever asks. That anybody can hide a name by this is the lesser harm: a name
//! that is hidden too often is shown again by who looks after it, a name that is shown too long
//! tells where a child lives. Who is no foster parent stays until the provider answers.

use super::super::policy::Keeper;
use super::wishes::TakeOffRequest;
use crate::domains::catalogue::Snapshot;
use crate::domains::catalogue::service::trainer as named_trainer;
use crate::domains::catalogue::trainers::{self, TakeOff};
use crate::domains::identity;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::page::{Page, PageRequest};

/// Notes the request, hides a foster parent at once, and has the provider told. Whether there
/// is such a trainer, and whether somebody asked before, is not told.
pub async fn take_off(
    backend: &Backend,
    snapshot: &Snapshot,
    id: &str,
    wish: TakeOffRequest,
) -> Result<(), ApiError> {
    let message = wish.checked()?;
    // Who is not named has nothing to be taken off, and costs what nobody costs.
    let Ok(at) = named_trainer(snapshot, id) else {
        return Ok(());
    };
    let id = snapshot.trainers[at].id;
    let tx = backend.write().await?;
    let found = trainers::hold_trainer(&tx, None, id).await;
    let Some(trainer) = found.map_err(database)? else {
        return Ok(());
    };
    let Some(leave) = trainers::hiding(&tx, &trainer) else {
        return Ok(());
    };
    if trainer.parent {
        let hidden = trainers::hide_trainer(&leave, &trainer).await;
        hidden.map_err(database)?;
    }
    // One at a time, so that nobody fills a mailbox.
    if !trainers::is_asked(&tx, id).await.map_err(database)? {
        let today = backend.clock.today();
        let asked = trainers::ask(&leave, message, today).await;
        asked.map_err(database)?;
        identity::service::tell_organisation(backend, &tx, trainer.provider).await?;
    }
    backend.commit(tx).await
}

/// The requests about the trainers that somebody looks after.
pub async fn take_offs(
    backend: &Backend,
    actor: &Actor,
    page: &PageRequest,
) -> Result<Page<TakeOff>, ApiError> {
    let keeper = Keeper::of(actor)?;
    let found = trainers::take_offs(backend.reader(), keeper.only(), page).await;
    found.map_err(database)
}
