//! Who looks after which programs.

use super::error::OauthError;
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;

/// Which programs somebody may know of: those of one provider, or all.
#[derive(Clone, Copy, Debug)]
pub struct Visible(Option<ProviderId>);

impl Visible {
    /// Shows an organisation's editor the programs of the provider they work for, and an
    /// administrator all.
    pub fn to(actor: &Actor) -> Result<Self, OauthError> {
        keeper(actor).map(|(_, only)| Self(only))
    }

    /// The one provider whose programs may be known of; all of them where there is none.
    pub fn only(self) -> Option<ProviderId> {
        self.0
    }
}

/// Leave to make, change and end the programs of one provider, or a front-end.
#[derive(Debug)]
pub struct Keeping<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    provider: Option<ProviderId>,
}

/// Lets an organisation's editor look after the programs of the provider they work for, and an
/// administrator after those of any, and after front-ends.
pub fn keeping<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    provider: Option<ProviderId>,
) -> Result<Keeping<'tx>, OauthError> {
    let (by, only) = keeper(actor)?;
    if only.is_some_and(|only| Some(only) != provider) {
        return Err(OauthError::NotFound);
    }
    let by = by.clone();
    Ok(Keeping { tx, by, provider })
}

impl<'tx> Keeping<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who does it.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// Whose programs; nobody's for a front-end.
    pub fn provider(&self) -> Option<ProviderId> {
        self.provider
    }
}

fn keeper(actor: &Actor) -> Result<(&Person, Option<ProviderId>), OauthError> {
    let person = actor.person().ok_or(OauthError::NotSignedIn)?;
    // A front-end makes nothing that outlives what it was given.
    if person.through.is_some() {
        return Err(OauthError::NotAllowed);
    }
    match person.hat {
        Hat::Organisation(provider, _) => Ok((person, Some(provider))),
        Hat::Administrator => Ok((person, None)),
        _ => Err(OauthError::NotAllowed),
    }
}

/// Leave to remember that an assertion was used.
#[derive(Debug)]
pub struct Spending<'tx>(&'tx WriteTx);

impl<'tx> Spending<'tx> {
    /// The house remembers, whoever showed it.
    pub fn once(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to keep a code that somebody is led back with, and to trade it.
#[derive(Debug)]
pub struct Leading<'tx>(&'tx WriteTx);

impl<'tx> Leading<'tx> {
    /// Somebody signed in here and agreed, or their front-end shows what it was given.
    pub fn agreed(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to remove what is over: programs that ended, secrets, assertions.
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
