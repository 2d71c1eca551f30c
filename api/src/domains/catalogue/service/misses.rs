//! What people search for in vain: counted by month and topic, never written as it was typed.

use crate::domains::catalogue::model::{Miss, month_of};
use crate::domains::catalogue::policy::Counting;
use crate::domains::catalogue::snapshot::Snapshot;
use crate::domains::catalogue::store;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::page::{Page, PageRequest};

/// Counts are told in steps of so many, rounded down; what is less is not told.
pub const STEP: i64 = 10;

/// Writes down what this node counted since the last time: to be called every minute or so.
/// What was not written down yet when a node is killed is lost, a minute of searches at most.
pub async fn write_down_misses(backend: &Backend, snapshot: &Snapshot) -> Result<(), ApiError> {
    let misses = snapshot.misses.take();
    if misses.is_empty() {
        return Ok(());
    }
    let tx = backend.write().await?;
    let leave = Counting::by_the_house(&tx);
    let added = store::add_misses(&leave, &misses).await;
    added.map_err(database)?;
    backend.commit(tx).await
}

/// How often people searched in vain, in months that are over: what one month still counts
/// would tell when somebody searched.
pub async fn misses(backend: &Backend, page: &PageRequest) -> Result<Page<Miss>, ApiError> {
    let month = month_of(backend.clock.today());
    let found = store::misses(backend.reader(), &month, STEP, page).await;
    Ok(found.map_err(database)?.map(|miss| Miss {
        count: miss.count / STEP * STEP,
        ..miss
    }))
}
