//! Who may push, and see what was pushed.

use super::error::PushError;
use super::model::Push;
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{ClientId, ProviderId};
use crate::kernel::scope::Scope;

/// Leave to push for one provider, and to keep the receipt.
#[derive(Debug)]
pub struct Pushing<'tx> {
    tx: &'tx WriteTx,
    by: Actor,
    provider: ProviderId,
}

/// Lets an organisation's editor push for the provider they work for, and a program for its own.
pub fn pushing<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Pushing<'tx>, PushError> {
    let provider = pushes_for(actor)?;
    let by = actor.clone();
    Ok(Pushing { tx, by, provider })
}

/// For which provider somebody may push.
pub fn pushes_for(actor: &Actor) -> Result<ProviderId, PushError> {
    provider(actor, Scope::PushesWrite)
}

impl<'tx> Pushing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who pushes, where it is a person.
    pub fn by(&self) -> Option<&Person> {
        self.by.person()
    }

    /// Which program pushes, where it is none.
    pub fn client(&self) -> Option<ClientId> {
        match &self.by {
            Actor::Client(client) => Some(client.id),
            Actor::Person(_) | Actor::Anonymous => None,
        }
    }

    /// For which provider.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }
}

/// Leave to do some more of a push that was taken from somebody who might push for its provider.
#[derive(Debug)]
pub struct Working<'tx> {
    tx: &'tx WriteTx,
    provider: ProviderId,
}

/// Lets the program itself go on with a push that is not over; no request reaches this.
pub fn working<'tx>(tx: &'tx WriteTx, push: &Push) -> Option<Working<'tx>> {
    let provider = push.provider;
    (!push.state.is_over()).then_some(Working { tx, provider })
}

impl<'tx> Working<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// For which provider.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }
}

/// Leave to let go of what was sent for pushes that were never taken.
#[derive(Debug)]
pub struct Forgetting<'tx>(&'tx WriteTx);

impl<'tx> Forgetting<'tx> {
    /// The program itself tidies up; no request reaches this.
    pub fn by_the_house(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Which pushes somebody may know of: those of one provider.
#[derive(Clone, Copy, Debug)]
pub struct Visible(ProviderId);

impl Visible {
    /// Shows an organisation's editor the pushes of the provider they work for, and a program
    /// those of its own.
    pub fn to(actor: &Actor) -> Result<Self, PushError> {
        provider(actor, Scope::PushesRead).map(Self)
    }

    /// The provider.
    pub fn provider(self) -> ProviderId {
        self.0
    }
}

/// The provider that somebody acts for. What a program may not do is refused before all else.
fn provider(actor: &Actor, scope: Scope) -> Result<ProviderId, PushError> {
    match actor {
        Actor::Anonymous => Err(PushError::NotSignedIn),
        Actor::Client(client) if client.may(scope) => Ok(client.provider),
        Actor::Client(_) => Err(PushError::ScopeMissing(scope)),
        Actor::Person(person) => match person.hat {
            Hat::Organisation(provider, _) => Ok(provider),
            _ => Err(PushError::NotOrganisation),
        },
    }
}
