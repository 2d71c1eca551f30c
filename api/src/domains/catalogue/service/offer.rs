//! What a provider says of its own courses.

use sea_orm::ConnectionTrait;

use crate::domains::catalogue::model::{CourseDraft, Offered, Source};
use crate::domains::catalogue::policy;
use crate::domains::catalogue::snapshot::TOPIC;
use crate::domains::catalogue::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::ProviderId;

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
    let offered = plan.told();
    store::carry_out(leave, plan).await.map_err(database)?;
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
