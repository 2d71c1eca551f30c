//! What a reviewer does with drafts.

use super::super::error::DraftError;
use super::super::model::{Draft, DraftId, Judged, State};
use super::super::policy::{self, Reviewer, Reviewing, Visible};
use super::super::store;
use super::wishes::ReturnRequest;
use super::writing::turned;
use super::{judge, read, tell_author, write_down};
use crate::domains::catalogue::{self, Catalogue, Offering, Snapshot};
use crate::domains::identity::Became;
use crate::domains::intake::turn;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::revision::Revision;

/// A draft that a reviewer judges, from the revision that they read.
async fn taken<'tx>(
    tx: &'tx WriteTx,
    (actor, by): (&Actor, &Reviewer),
    (id, from): (DraftId, Revision),
    snapshot: &Snapshot,
) -> Result<(Judged, Reviewing<'tx>), ApiError> {
    let found = store::hold(tx, Visible::All, id).await?;
    let found = found.ok_or(DraftError::NotFound)?;
    from.must_be(found.revision)?;
    let author = store::author(tx.conn(), id).await?;
    let leave = policy::reviewing(tx, by, &found, author)?;
    // What changed meanwhile is seen, and what is seen stays until the write ends.
    let turn = turn(found.provider);
    tx.turn(&turn).await.map_err(database)?;
    if let Some(course) = found.course {
        catalogue::kept_course(tx, actor, &course.0.to_string()).await?;
    }
    Ok((judge(tx.conn(), snapshot, found).await?, leave))
}

/// Approves a draft: its course is as it says from now on, or from the day that the draft
/// names, and is confirmed by that. Where the course changed since the draft began, it stays
/// as it is.
pub async fn approve(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    of: (DraftId, Revision),
) -> Result<Judged, ApiError> {
    let by = policy::reviewer(actor)?;
    let snapshot = catalogue.now();
    let tx = backend.write().await?;
    let (mut judged, leave) = taken(&tx, (actor, &by), of, &snapshot).await?;
    judged.must_be_sound()?;
    let draft = &mut judged.draft;
    if draft.waits(backend.clock.today()) {
        draft.state = State::Planned;
    } else {
        let offering = catalogue::approving(&tx, actor, draft.provider);
        let offering = offering.ok_or(DraftError::NotReviewer)?;
        put(backend, &snapshot, &offering, draft).await?;
    }
    turned(&tx, draft);
    tell_author(backend, &tx, leave.draft(), Became::Approved).await?;
    store::settle(&leave, draft).await?;
    write_down(
        backend,
        &tx,
        ("draft.approve", Some(leave.by())),
        leave.draft(),
    )
    .await?;
    backend.commit(tx).await?;
    Ok(judged)
}

/// Has the course of a draft be as it says.
pub(super) async fn put(
    backend: &Backend,
    snapshot: &Snapshot,
    offering: &Offering<'_>,
    draft: &mut Draft,
) -> Result<(), ApiError> {
    let (course, messages) = read(offering.tx().conn(), snapshot, draft).await?;
    let course = course.ok_or(DraftError::Faulty(messages))?;
    let offered = catalogue::offer(offering, backend, vec![course]).await?;
    draft.course = offered.first().map(|offered| offered.course);
    draft.state = State::Published;
    Ok(())
}

/// Gives a draft back to its author, who is told why.
pub async fn give_back(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (id, wish): (DraftId, ReturnRequest),
) -> Result<Judged, ApiError> {
    let by = policy::reviewer(actor)?;
    let reason = wish.reason()?;
    let tx = backend.write().await?;
    let of = (id, Revision(wish.if_revision));
    let (mut judged, leave) = taken(&tx, (actor, &by), of, &catalogue.now()).await?;
    let draft = &mut judged.draft;
    draft.state = State::Returned;
    draft.reason = Some(reason);
    turned(&tx, draft);
    tell_author(backend, &tx, leave.draft(), Became::Answered).await?;
    store::settle(&leave, draft).await?;
    write_down(
        backend,
        &tx,
        ("draft.return", Some(leave.by())),
        leave.draft(),
    )
    .await?;
    backend.commit(tx).await?;
    Ok(judged)
}
