//! What a provider says of its own courses.

use sea_orm::ConnectionTrait;

use crate::domains::catalogue::model::{CourseDraft, Held, Offered, Source};
use crate::domains::catalogue::policy;
use crate::domains::catalogue::snapshot::{Snapshot, TOPIC};
use crate::domains::catalogue::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::ProviderId;

use super::shifted::tell_shifts;

pub use policy::{Offering, approved, approving, offering};

/// Puts courses of a provider as it says they are, within the write that the leave is
/// for, and confirms each of them. Courses that it does not name stay as they are.
///
/// No two drafts may have the same key.
pub async fn offer(
    leave: &Offering<'_>,
    backend: &Backend,
    drafts: Vec<CourseDraft>,
) -> Result<Vec<Offered>, ApiError> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let tx = leave.tx();
    let whose = (leave.provider(), leave.source(), tx.now());
    let plan = store::plan(tx.conn(), backend, whose, drafts).await;
    let plan = plan.map_err(database)?;
    let (offered, shifts) = (plan.told(), plan.shifts());
    store::carry_out(leave, plan).await.map_err(database)?;
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
