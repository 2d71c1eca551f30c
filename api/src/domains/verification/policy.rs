//! Who makes codes, who shows one, and who takes a batch back.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::error::VerificationError;
use super::model::{Batch, BatchId, Giver};
use crate::kernel::actor::{Actor, Hat, Person, Rank};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// How many codes somebody may try within [`WINDOW`].
const MOST_ATTEMPTS: i32 = 10;
/// How many codes of one giver may stand: more than anybody hands out in a year.
const MOST_STANDING: i64 = 20_000;
/// How long what was tried is counted.
pub const WINDOW: TimeDelta = TimeDelta::hours(1);

/// Somebody signed in. Codes make people parents, and that outlives a session: a front-end of others
/// neither makes nor shows them.
fn signed_in(actor: &Actor) -> Result<&Person, VerificationError> {
    let person = actor.person().ok_or(VerificationError::NotSignedIn)?;
    match person.through {
        None => Ok(person),
        Some(_) => Err(VerificationError::ThroughFrontEnd),
    }
}

/// Which batches somebody may know of, and for whom they make them.
#[derive(Clone, Debug)]
pub struct Visible(Option<Giver>);

impl Visible {
    /// Shows a giver its own batches, and an administrator all of them.
    pub fn to(actor: &Actor) -> Result<Self, VerificationError> {
        let person = signed_in(actor)?;
        Ok(Self(match person.hat {
            Hat::Organisation(provider, Rank::Manager) => Some(Giver::Organisation(provider)),
            Hat::Municipality(municipality) => Some(Giver::Municipality(municipality)),
            Hat::Council(provider) => Some(Giver::Council(provider)),
            Hat::Administrator => None,
            _ => return Err(VerificationError::NotGiver),
        }))
    }

    /// The one giver whose batches they are; all of them where there is none.
    pub fn only(&self) -> Option<&Giver> {
        self.0.as_ref()
    }

    /// Whether a batch may be known of.
    fn shows(&self, batch: &Batch) -> bool {
        self.0.as_ref().is_none_or(|own| *own == batch.giver)
    }
}

/// Leave to make a batch for one giver.
#[derive(Debug)]
pub struct Making<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    giver: Giver,
}

/// Lets a giver make a batch of its own, and an administrator one for any, while not too many
/// codes stand: those of batches that do, used or not.
pub fn making<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    giver: Giver,
    [standing, size]: [i64; 2],
) -> Result<Making<'tx>, VerificationError> {
    let visible = Visible::to(actor)?;
    let by = actor
        .person()
        .ok_or(VerificationError::NotSignedIn)?
        .clone();
    if visible.only().is_some_and(|own| *own != giver) {
        return Err(VerificationError::NotGiver);
    }
    if standing + size > MOST_STANDING {
        return Err(VerificationError::TooMany);
    }
    Ok(Making { tx, by, giver })
}

impl<'tx> Making<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who makes it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// For whom.
    pub fn giver(&self) -> &Giver {
        &self.giver
    }
}

/// Leave to revoke one batch.
#[derive(Debug)]
pub struct Revoking<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    batch: BatchId,
}

/// Lets a giver revoke a batch of its own, and an administrator any.
pub fn revoking<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    batch: Option<&Batch>,
) -> Result<Revoking<'tx>, VerificationError> {
    let visible = Visible::to(actor)?;
    let by = actor
        .person()
        .ok_or(VerificationError::NotSignedIn)?
        .clone();
    let batch = batch.filter(|batch| visible.shows(batch));
    let batch = batch.ok_or(VerificationError::NotFound)?;
    if batch.revoked_at.is_some() {
        return Err(VerificationError::Revoked);
    }
    let batch = batch.id;
    Ok(Revoking { tx, by, batch })
}

impl<'tx> Revoking<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who revokes it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Which batch.
    pub fn batch(&self) -> BatchId {
        self.batch
    }
}

/// A parent, signed in.
#[derive(Clone, Copy, Debug)]
pub struct Parent(AccountId);

/// Somebody who signed in as a parent, verified or not: who is shows a code again each year.
pub fn parent(actor: &Actor) -> Result<Parent, VerificationError> {
    let person = signed_in(actor)?;
    match person.hat {
        Hat::Parent { .. } => Ok(Parent(person.account)),
        _ => Err(VerificationError::NotParent),
    }
}

impl Parent {
    /// Whose account.
    pub fn account(self) -> AccountId {
        self.0
    }
}

/// Leave to note that somebody tries a code: before it is looked at, so that whoever tries many
/// at once is counted all the same.
#[derive(Debug)]
pub struct Attempting<'tx> {
    tx: &'tx WriteTx,
    parent: Parent,
    since: Option<DateTime<Utc>>,
}

/// Lets a parent try, unless they tried too often.
pub fn attempting(
    tx: &WriteTx,
    parent: Parent,
    tried: Option<(i32, DateTime<Utc>)>,
) -> Result<Attempting<'_>, VerificationError> {
    let running = tried.filter(|(_, since)| *since + WINDOW > tx.now());
    if let Some((attempts, since)) = running
        && attempts >= MOST_ATTEMPTS
    {
        let wait = (since + WINDOW - tx.now()).to_std();
        return Err(VerificationError::TooManyAttempts(
            wait.unwrap_or(Duration::ZERO),
        ));
    }
    let since = running.map(|(_, since)| since);
    Ok(Attempting { tx, parent, since })
}

impl<'tx> Attempting<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who tries.
    pub fn account(&self) -> AccountId {
        self.parent.0
    }

    /// Since when what they tried is counted; nothing where counting begins now.
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.since
    }
}

/// Leave to use a code up.
#[derive(Debug)]
pub struct Redeeming<'tx> {
    tx: &'tx WriteTx,
    parent: Parent,
    batch: BatchId,
}

/// Lets a parent use up the code that they showed.
pub fn redeeming(
    tx: &WriteTx,
    parent: Parent,
    batch: Option<Batch>,
) -> Result<Redeeming<'_>, VerificationError> {
    let batch = batch.filter(|batch| batch.serves(tx.now()));
    let batch = batch.ok_or(VerificationError::BadCode)?.id;
    Ok(Redeeming { tx, parent, batch })
}

impl<'tx> Redeeming<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Whose account.
    pub fn account(&self) -> AccountId {
        self.parent.0
    }

    /// From which batch.
    pub fn batch(&self) -> BatchId {
        self.batch
    }
}

/// Leave to take back what was shown with codes of a batch.
#[derive(Debug)]
pub struct Undoing<'tx> {
    tx: &'tx WriteTx,
    batch: BatchId,
}

/// Lets the house take back what was shown with codes of a batch that somebody revoked.
pub fn undoing<'tx>(tx: &'tx WriteTx, batch: &Batch) -> Option<Undoing<'tx>> {
    let revoked = batch.revoked_at.is_some();
    revoked.then_some(Undoing {
        tx,
        batch: batch.id,
    })
}

impl<'tx> Undoing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which batch.
    pub fn batch(&self) -> BatchId {
        self.batch
    }
}

/// Leave to count how many came by whom, and to forget what is over.
#[derive(Debug)]
pub struct Counting<'tx>(&'tx WriteTx);

impl<'tx> Counting<'tx> {
    /// The house does so by the calendar.
    pub fn by_the_calendar(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}
