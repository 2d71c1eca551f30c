//! Who links a household, and whose situation is whose.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::error::HouseholdError;
use crate::kernel::actor::{Actor, Hat};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// How many codes somebody may try within [`WINDOW`].
const MOST_ATTEMPTS: i32 = 10;
/// How long what was tried is counted.
pub const WINDOW: TimeDelta = TimeDelta::hours(1);

/// A parent, signed in. What is theirs they see, and nobody else does.
#[derive(Clone, Copy, Debug)]
pub struct Parent {
    account: AccountId,
    verified: bool,
}

/// Somebody who signed in as a parent.
pub fn parent(actor: &Actor) -> Result<Parent, HouseholdError> {
    let person = actor.person().ok_or(HouseholdError::NotSignedIn)?;
    match person.hat {
        Hat::Parent { verified } => Ok(Parent {
            account: person.account,
            verified,
        }),
        _ => Err(HouseholdError::NotParent),
    }
}

/// Somebody who signed in as a parent, by ourselves: what links accounts outlives a session, and is
/// not done through a front-end of others.
pub fn partner(actor: &Actor) -> Result<Parent, HouseholdError> {
    match actor.person().and_then(|person| person.through) {
        None => parent(actor),
        Some(_) => Err(HouseholdError::ThroughFrontEnd),
    }
}

impl Parent {
    /// Whose account.
    pub fn account(self) -> AccountId {
        self.account
    }
}

/// Leave to change what is one parent's own.
#[derive(Debug)]
pub struct Own<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets a parent say what their own situation is, and leave their own household.
pub fn own(tx: &WriteTx, parent: Parent) -> Own<'_> {
    Own {
        tx,
        account: parent.account,
    }
}

impl<'tx> Own<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Whose.
    pub fn account(&self) -> AccountId {
        self.account
    }
}

/// Leave to invite a partner.
#[derive(Debug)]
pub struct Inviting<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets a verified parent invite who is linked with nobody yet.
pub fn inviting(
    tx: &WriteTx,
    parent: Parent,
    linked: bool,
) -> Result<Inviting<'_>, HouseholdError> {
    if linked {
        return Err(HouseholdError::Linked);
    }
    let account = verified(parent)?.account;
    Ok(Inviting { tx, account })
}

/// Holds somebody to being known as a foster parent.
pub fn verified(parent: Parent) -> Result<Parent, HouseholdError> {
    match parent.verified {
        true => Ok(parent),
        false => Err(HouseholdError::NotVerified),
    }
}

impl<'tx> Inviting<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who invites.
    pub fn account(&self) -> AccountId {
        self.account
    }
}

/// Leave to note that somebody tries a code, before it is looked at.
#[derive(Debug)]
pub struct Attempting<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    since: Option<DateTime<Utc>>,
}

/// Lets a parent try, unless they tried too often.
pub fn attempting(
    tx: &WriteTx,
    parent: Parent,
    tried: Option<(i32, DateTime<Utc>)>,
) -> Result<Attempting<'_>, HouseholdError> {
    let running = tried.filter(|(_, since)| *since + WINDOW > tx.now());
    if let Some((attempts, since)) = running
        && attempts >= MOST_ATTEMPTS
    {
        let wait = (since + WINDOW - tx.now()).to_std();
        return Err(HouseholdError::TooManyAttempts(
            wait.unwrap_or(Duration::ZERO),
        ));
    }
    Ok(Attempting {
        tx,
        account: parent.account,
        since: running.map(|(_, since)| since),
    })
}

impl<'tx> Attempting<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who tries.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// Since when what they tried is counted; nothing where counting begins now.
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.since
    }
}

/// Leave to link two accounts.
#[derive(Debug)]
pub struct Linking<'tx> {
    tx: &'tx WriteTx,
    accounts: [AccountId; 2],
}

/// Lets a parent who shows the code of another's invitation be linked with them, where neither
/// is linked with anybody.
pub fn linking(
    tx: &WriteTx,
    parent: Parent,
    (inviter, linked): (Option<AccountId>, [bool; 2]),
) -> Result<Linking<'_>, HouseholdError> {
    let other = inviter.filter(|inviter| *inviter != parent.account);
    let other = other.ok_or(HouseholdError::BadCode)?;
    match linked {
        [true, _] => Err(HouseholdError::Linked),
        [_, true] => Err(HouseholdError::BadCode),
        [false, false] => Ok(Linking {
            tx,
            accounts: [other, parent.account],
        }),
    }
}

impl<'tx> Linking<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which accounts.
    pub fn accounts(&self) -> [AccountId; 2] {
        self.accounts
    }
}

/// Leave to forget what is over.
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
