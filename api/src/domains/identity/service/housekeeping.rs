//! What the house does by the calendar: new keys, and forgetting what is over.

use jsonwebtoken::jwk::JwkSet;

use super::super::gate::{Gate, KEY_TOPIC};
use super::super::policy::{KeyKeeping, Sweeping};
use super::super::store;
use super::super::token::{Key, Ring};
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

/// The public keys, for whoever checks our tokens.
pub fn key_set(gate: &Gate) -> JwkSet {
    gate.ring().public()
}

/// Does what is due: to be called every hour or so.
pub async fn tend(backend: &Backend, gate: &Gate) -> Result<(), ApiError> {
    tend_keys(backend, gate).await?;
    let tx = backend.write().await?;
    let leave = Sweeping::by_the_calendar(&tx);
    store::sweep_registrations(&leave).await.map_err(database)?;
    store::sweep_resets(&leave).await.map_err(database)?;
    store::sweep_emails(&leave).await.map_err(database)?;
    store::sweep_challenges(&leave).await.map_err(database)?;
    store::sweep_devices(&leave).await.map_err(database)?;
    store::sweep_closed(&leave).await.map_err(database)?;
    store::sweep_attempts(&leave).await.map_err(database)?;
    store::sweep_proposals(&leave).await.map_err(database)?;
    store::sweep_grants(&leave).await.map_err(database)?;
    store::sweep_sessions(&leave).await.map_err(database)?;
    backend.commit(tx).await
}

/// Makes a key where there is none or where the newest has signed long enough.
pub async fn tend_keys(backend: &Backend, gate: &Gate) -> Result<(), ApiError> {
    if gate.ring().wants_a_key(backend.clock.now()) {
        make_key(backend, gate, When::IfWanted).await?;
    }
    Ok(())
}

/// Makes a new key now; it signs once everybody may have seen it.
pub async fn rotate_keys(backend: &Backend, gate: &Gate) -> Result<(), ApiError> {
    make_key(backend, gate, When::Now).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Now,
    IfWanted,
}

async fn make_key(backend: &Backend, gate: &Gate, when: When) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let leave = KeyKeeping::the_house(&tx);
    store::lock_keys(&leave).await.map_err(database)?;
    // Read again under the lock: another node may have been first.
    let ring = Ring::new(gate.keys().read(tx.conn()).await?);
    if when == When::IfWanted && !ring.wants_a_key(tx.now()) {
        return backend.catch_up().await.map_err(database);
    }
    let key = Key::make(&backend.ids, ring.next_signs_from(tx.now()))?;
    let spent = ring.spent(tx.now());
    gate.keys().keep(&leave, &backend.ids, &key, &spent).await?;
    tx.changed(KEY_TOPIC, key.kid);
    backend.commit(tx).await
}
