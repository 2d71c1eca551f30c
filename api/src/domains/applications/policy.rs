//! Who may apply, and who decides.

use super::error::ApplicationError;
use super::model::{Application, ApplicationId, State};
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// Which applications somebody may know of.
#[derive(Clone, Copy, Debug)]
pub struct Visible(Option<AccountId>);

impl Visible {
    /// Shows somebody their own, and an administrator all of them.
    pub fn to(actor: &Actor) -> Result<Self, ApplicationError> {
        let person = signed_in(actor)?;
        Ok(match person.hat {
            Hat::Administrator => Self(None),
            _ => Self(Some(person.account)),
        })
    }

    /// The one account whose applications they are; all of them where there is none.
    pub fn only(self) -> Option<AccountId> {
        self.0
    }
}

/// Somebody signed in, or the demand to sign in. Whoever has an account may apply, but not through
/// a front-end of others: it would learn whose account it is.
pub fn signed_in(actor: &Actor) -> Result<&Person, ApplicationError> {
    let person = actor.person().ok_or(ApplicationError::NotSignedIn)?;
    match person.through {
        None => Ok(person),
        Some(_) => Err(ApplicationError::ThroughFrontEnd),
    }
}

/// Leave to keep an application.
#[derive(Debug)]
pub struct Applying<'tx>(&'tx WriteTx);

/// Lets somebody apply who acts for no organisation yet, and of whom nothing waits.
pub fn applying(
    tx: &WriteTx,
    acts_for_one: bool,
    waiting: u64,
) -> Result<Applying<'_>, ApplicationError> {
    if acts_for_one {
        return Err(ApplicationError::HasOrganisation);
    }
    if waiting > 0 {
        return Err(ApplicationError::Waits);
    }
    Ok(Applying(tx))
}

impl<'tx> Applying<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to remove one application.
#[derive(Debug)]
pub struct TakingBack<'tx> {
    tx: &'tx WriteTx,
    application: ApplicationId,
}

/// Lets whoever applied take it back, while nobody decided.
pub fn taking_back<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    application: &Application,
) -> Result<TakingBack<'tx>, ApplicationError> {
    if signed_in(actor)?.account != application.account {
        return Err(ApplicationError::NotYours);
    }
    if application.state != State::Waiting {
        return Err(ApplicationError::Decided);
    }
    Ok(TakingBack {
        tx,
        application: application.id,
    })
}

impl<'tx> TakingBack<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Which application.
    pub fn application(&self) -> ApplicationId {
        self.application
    }
}

/// An administrator, signed in.
#[derive(Clone, Debug)]
pub struct Administrator(Person);

/// Somebody who signed in as an administrator.
pub fn administrator(actor: &Actor) -> Result<Administrator, ApplicationError> {
    let person = signed_in(actor)?;
    match person.hat {
        Hat::Administrator => Ok(Administrator(person.clone())),
        _ => Err(ApplicationError::NotAdministrator),
    }
}

/// Leave to decide on one application.
#[derive(Debug)]
pub struct Deciding<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    application: ApplicationId,
}

/// Lets an administrator decide on an application that waits, and that somebody else made.
pub fn deciding<'tx>(
    tx: &'tx WriteTx,
    by: &Administrator,
    application: &Application,
) -> Result<Deciding<'tx>, ApplicationError> {
    if application.account == by.0.account {
        return Err(ApplicationError::OwnApplication);
    }
    if application.state != State::Waiting {
        return Err(ApplicationError::Decided);
    }
    Ok(Deciding {
        tx,
        by: by.0.clone(),
        application: application.id,
    })
}

impl<'tx> Deciding<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who decides.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// On which application.
    pub fn application(&self) -> ApplicationId {
        self.application
    }
}
