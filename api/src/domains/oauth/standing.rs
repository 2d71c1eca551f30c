//! What was ended of programs, told to the gate of every node by the feed.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use sea_orm::DbErr;

use super::store;
use crate::domains::identity::{Gate, TOKEN_LIFE};
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::feed::{self, Entry, Listener};

/// Tells the gate which programs and secrets ended: tokens that stand under one serve no more.
#[derive(Debug)]
pub struct Standing(Gate);

impl Standing {
    /// Reads what ended while tokens of before may still run, and listens from then on.
    pub async fn load(backend: &Backend, gate: &Gate) -> Result<(), ApiError> {
        // The place in the feed comes first, so that nothing is missed between.
        let position = feed::last(backend.reader()).await.map_err(database)?;
        let now = backend.clock.now();
        let ended = store::ended_between(backend.reader(), [now - TOKEN_LIFE, now]).await;
        gate.note_ended(ended.map_err(database)?);
        let listener = Arc::new(Self(gate.clone()));
        backend.feed.listen(listener, position).await;
        Ok(())
    }
}

impl Listener for Standing {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        self.0.note_told(entries, store::TOPIC);
        Box::pin(std::future::ready(Ok(())))
    }
}
