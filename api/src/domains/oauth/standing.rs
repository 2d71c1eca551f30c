//! What was ended of programs, told to the gate of every node by the feed.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use sea_orm::DbErr;
use uuid::Uuid;

use super::store;
use crate::domains::identity::{Gate, TOKEN_LIFE};
use crate::kernel::backend::Backend;
use crate::kernel::clock::Clock;
use crate::kernel::error::{ApiError, database};
use crate::kernel::feed::{self, Entry, Listener};

/// Tells the gate which programs and secrets ended: tokens that stand under one serve no more.
#[derive(Debug)]
pub struct Standing {
    gate: Gate,
    clock: Clock,
}

impl Standing {
    /// Reads what ended while tokens of before may still run, and listens from then on.
    pub async fn load(backend: &Backend, gate: &Gate) -> Result<(), ApiError> {
        // The place in the feed comes first, so that nothing is missed between.
        let position = feed::last(backend.reader()).await.map_err(database)?;
        let now = backend.clock.now();
        let ended = store::ended_between(backend.reader(), [now - TOKEN_LIFE, now]).await;
        gate.note_ended(ended.map_err(database)?);
        let listener = Self {
            gate: gate.clone(),
            clock: backend.clock.clone(),
        };
        backend.feed.listen(Arc::new(listener), position).await;
        Ok(())
    }

    fn take_note(&self, entries: &[Entry]) {
        let now = self.clock.now();
        let ended: Vec<(Uuid, _)> = entries
            .iter()
            .filter(|entry| entry.topic == store::TOPIC)
            .filter_map(|entry| Some((Uuid::try_parse(&entry.key).ok()?, now)))
            .collect();
        if !ended.is_empty() {
            self.gate.note_ended(ended);
        }
    }
}

impl Listener for Standing {
    fn hear<'a>(&'a self, entries: &'a [Entry]) -> BoxFuture<'a, Result<(), DbErr>> {
        self.take_note(entries);
        Box::pin(std::future::ready(Ok(())))
    }
}
