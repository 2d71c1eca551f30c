//! What a provider says of its own courses.

use sea_orm::ConnectionTrait;

use crate::domains::catalogue::model::{CourseDraft, Held, Listed, Offered, Source};
use crate::domains::catalogue::policy;
use crate::domains::catalogue::snapshot::{Snapshot, TOPIC};
use crate::domains::catalogue::store::{self, Confirming};
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::{CourseId, ProviderId};

use super::shifted::tell_shifts;

pub use policy::{Offering, approved, approving, offering, pushed};

/// Puts courses of a provider as it says they are, within the write that the leave is
/// for, and confirms each of them. Courses that it does not name stay as they are.
///
/// No two drafts may have the same key.
pub async fn offer(
    leave: &Offering<'_>,
    backend: &Backend,
    drafts: Vec<CourseDraft>,
) -> Result<Vec<Offered>, ApiError> {
    put(leave, backend, drafts, Confirming::Each).await
}

/// As [`offer`], for courses that are among all that the provider offers: they are confirmed
/// when [`offered_whole`] is told of all of them.
pub async fn offer_of_whole(
    leave: &Offering<'_>,
    backend: &Backend,
    drafts: Vec<CourseDraft>,
) -> Result<Vec<Offered>, ApiError> {
    put(leave, backend, drafts, Confirming::Whole).await
}

async fn put(
    leave: &Offering<'_>,
    backend: &Backend,
    drafts: Vec<CourseDraft>,
    confirming: Confirming,
) -> Result<Vec<Offered>, ApiError> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let tx = leave.tx();
    let whose = (leave.provider(), leave.source(), tx.now());
    let plan = store::plan(tx.conn(), backend, whose, drafts).await;
    let plan = plan.map_err(database)?;
    let (offered, shifts) = (plan.told(), plan.shifts());
    let done = store::carry_out(leave, plan, confirming).await;
    done.map_err(database)?;
    tell_shifts(backend, tx, leave.provider(), shifts).await?;
    tx.changed(TOPIC, leave.provider().0.to_string());
    Ok(offered)
}

/// What [`offer`] would do now with what is pushed. Nothing is written.
pub async fn foresee(
    db: &impl ConnectionTrait,
    backend: &Backend,
    provider: ProviderId,
    drafts: Vec<CourseDraft>,
) -> Result<Vec<Offered>, ApiError> {
    let whose = (provider, Source::Push, backend.clock.now());
    let plan = store::plan(db, backend, whose, drafts).await;
    Ok(plan.map_err(database)?.told())
}

/// The codes that a provider's courses with some keys have: what retires stays where it is.
/// Nobody is asked while no code has retired.
pub async fn held(
    db: &impl ConnectionTrait,
    snapshot: &Snapshot,
    provider: ProviderId,
    keys: impl IntoIterator<Item = &str>,
) -> Result<Held, ApiError> {
    let mut standing = snapshot.code_lists.iter().flat_map(|list| &list.standing);
    if !standing.any(|code| code.retired) {
        return Ok(Held::default());
    }
    let keys = keys.into_iter().collect();
    store::held(db, provider, keys).await.map_err(database)
}

/// Confirms all of a provider's offer, of which these courses are what it named.
pub async fn offered_whole(leave: &Offering<'_>, named: &[CourseId]) -> Result<(), ApiError> {
    let done = store::confirm_whole(leave, named).await;
    done.map_err(database)?;
    leave.tx().changed(TOPIC, leave.provider().0.to_string());
    Ok(())
}

/// The published courses that a provider put here itself, in the order of its keys.
pub async fn standing(
    db: &impl ConnectionTrait,
    provider: ProviderId,
) -> Result<Vec<Listed>, ApiError> {
    store::standing(db, provider).await.map_err(database)
}

/// The courses with some keys that a provider took back.
pub async fn withdrawn(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    keys: Vec<&str>,
) -> Result<Vec<Listed>, ApiError> {
    let found = store::withdrawn(db, provider, keys).await;
    found.map_err(database)
}

/// Takes published courses of a provider back, as it says; those that were.
pub async fn take_back(
    leave: &Offering<'_>,
    backend: &Backend,
    courses: &[CourseId],
) -> Result<Vec<CourseId>, ApiError> {
    if courses.is_empty() {
        return Ok(Vec::new());
    }
    let taken = store::take_back(leave, backend, courses).await;
    let shifts = taken.map_err(database)?;
    let taken = shifts.iter().map(|one| one.course).collect();
    tell_shifts(backend, leave.tx(), leave.provider(), shifts).await?;
    leave.tx().changed(TOPIC, leave.provider().0.to_string());
    Ok(taken)
}

/// Has a course that was taken back keep its past under another key, so that its own is free
/// for another course.
pub async fn free_key(
    leave: &Offering<'_>,
    backend: &Backend,
    course: &Listed,
) -> Result<(), ApiError> {
    let done = store::free_key(leave, backend, course).await;
    done.map_err(database)
}
