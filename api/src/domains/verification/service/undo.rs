//! Taking back what was shown with codes of a batch that was revoked.
//!
//! It is done after the answer, so that how long that takes tells nobody how many came.

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::model::BatchId;
use super::super::policy;
use super::super::store;
use crate::domains::identity;
use crate::kernel::backend::Backend;
use crate::kernel::effects::{Effect, Leased, Performer, Undone};
use crate::kernel::error::{ApiError, database};

/// Of how many at once, so that others may write in between.
const AT_ONCE: u64 = 50;

/// That what was shown with codes of a batch is to be taken back.
#[derive(Serialize, Deserialize)]
pub struct Undo {
    batch: Uuid,
}

impl Undo {
    /// Of one batch.
    pub fn of(batch: BatchId) -> Self {
        Self { batch: batch.0 }
    }
}

impl Effect for Undo {
    const KIND: &'static str = "verification.undo";
}

/// Takes back what was shown with codes of revoked batches.
pub struct Undoer(Backend);

impl Undoer {
    /// One that writes here.
    pub fn new(backend: Backend) -> Self {
        Self(backend)
    }

    async fn undo(&self, effect: &Leased) -> Result<(), Undone> {
        let undo: Undo = serde_json::from_str(&effect.payload).map_err(tell)?;
        while self.some(BatchId(undo.batch)).await.map_err(tell)? {}
        Ok(())
    }

    /// Takes back some; whether there may be more.
    async fn some(&self, batch: BatchId) -> Result<bool, ApiError> {
        let tx = self.0.write().await?;
        let held = store::hold(&tx, batch).await.map_err(database)?;
        let Some(leave) = held.and_then(|batch| policy::undoing(&tx, &batch)) else {
            return Ok(false);
        };
        let came = store::take_back(&leave, AT_ONCE).await.map_err(database)?;
        identity::service::unverify(&self.0, &tx, &came).await?;
        self.0.commit(tx).await?;
        Ok(!came.is_empty())
    }
}

impl Performer for Undoer {
    fn kind(&self) -> &'static str {
        Undo::KIND
    }

    fn perform<'a>(&'a self, effect: &'a Leased) -> BoxFuture<'a, Result<(), Undone>> {
        Box::pin(self.undo(effect))
    }
}

fn tell(error: impl std::fmt::Debug) -> Undone {
    Undone(format!("{error:?}"))
}
