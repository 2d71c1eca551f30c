//! Who may set out to another issuer, and go on from there.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::error::FederationError;
use crate::kernel::db::WriteTx;

/// Leave to keep a round.
#[derive(Debug)]
pub struct SettingOut<'tx>(&'tx WriteTx);

impl<'tx> SettingOut<'tx> {
    /// Anybody may set out.
    pub fn anybody(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// What is held of a round, as far as rules look at it.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// Which round.
    pub id: Uuid,
    /// A digest of what comes back with the answer; nothing once it came.
    pub state: Option<&'a str>,
    /// Until when it serves.
    pub expires_at: DateTime<Utc>,
}

/// Leave to go on with a round: to take its answer, or what came of it.
#[derive(Debug)]
pub struct GoingOn<'tx> {
    tx: &'tx WriteTx,
    round: Uuid,
}

impl<'tx> GoingOn<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which round.
    pub fn round(&self) -> Uuid {
        self.round
    }
}

/// Lets whoever set out, and shows what they took along, have the answer read: once.
pub fn answering<'tx>(
    tx: &'tx WriteTx,
    held: Held<'_>,
    state: &str,
) -> Result<GoingOn<'tx>, FederationError> {
    let expected = held.state == Some(state);
    match expected && held.expires_at > tx.now() {
        true => Ok(GoingOn { tx, round: held.id }),
        false => Err(FederationError::BadRound),
    }
}

/// Lets whoever set out go on once the answer came.
pub fn going_on<'tx>(tx: &'tx WriteTx, held: Held<'_>) -> Result<GoingOn<'tx>, FederationError> {
    match held.state.is_none() && held.expires_at > tx.now() {
        true => Ok(GoingOn { tx, round: held.id }),
        false => Err(FederationError::BadRound),
    }
}

/// Leave to forget rounds that are over.
#[derive(Debug)]
pub struct Sweeping<'tx>(&'tx WriteTx);

impl<'tx> Sweeping<'tx> {
    /// The house does so by the calendar.
    pub fn by_the_calendar(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}
