//! Who looks after which webhooks, and what the house does with them by itself.

use super::error::WebhookError;
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{ClientId, ProviderId};
use crate::kernel::scope::Scope;

/// Which webhooks somebody may know of: those of one provider.
#[derive(Clone, Copy, Debug)]
pub struct Visible(ProviderId);

impl Visible {
    /// Shows an organisation's people the webhooks of the provider they work for, and a program
    /// those of its own.
    pub fn to(actor: &Actor) -> Result<Self, WebhookError> {
        provider(actor, Scope::WebhooksRead).map(Self)
    }

    /// The provider.
    pub fn provider(self) -> ProviderId {
        self.0
    }
}

/// Leave to make, change and delete the webhooks of one provider, and to have them told again.
#[derive(Debug)]
pub struct Keeping<'tx> {
    tx: &'tx WriteTx,
    by: Actor,
    provider: ProviderId,
}

/// For which provider somebody may look after webhooks: asked before any is looked for.
pub fn keeps_for(actor: &Actor) -> Result<ProviderId, WebhookError> {
    provider(actor, Scope::WebhooksWrite)
}

/// Lets an organisation's people look after the webhooks of the provider they work for, and a
/// program after those of its own.
pub fn keeping<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Keeping<'tx>, WebhookError> {
    let provider = keeps_for(actor)?;
    let by = actor.clone();
    Ok(Keeping { tx, by, provider })
}

impl<'tx> Keeping<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who does it, where it is a person.
    pub fn by(&self) -> Option<&Person> {
        self.by.person()
    }

    /// Which program does it, where it is none.
    pub fn client(&self) -> Option<ClientId> {
        match &self.by {
            Actor::Client(client) => Some(client.id),
            Actor::Person(_) | Actor::Anonymous => None,
        }
    }

    /// Whose webhooks.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }
}

/// The provider that somebody acts for. What a program may not do is refused before all else.
fn provider(actor: &Actor, scope: Scope) -> Result<ProviderId, WebhookError> {
    match actor {
        Actor::Anonymous => Err(WebhookError::NotSignedIn),
        Actor::Client(client) if client.may(scope) => Ok(client.provider),
        Actor::Client(_) => Err(WebhookError::ScopeMissing(scope)),
        // A front-end makes nothing that outlives what it was given.
        Actor::Person(person) if person.through.is_some() => Err(WebhookError::NotAllowed),
        Actor::Person(person) => match person.hat {
            Hat::Organisation(provider, _) => Ok(provider),
            _ => Err(WebhookError::NotAllowed),
        },
    }
}

/// Leave to note what webhooks are to be told.
#[derive(Debug)]
pub struct Telling<'tx>(&'tx WriteTx);

impl<'tx> Telling<'tx> {
    /// Something happened.
    pub fn of_what_happened(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to take messages that are due, and to note what became of them and of where they went.
#[derive(Debug)]
pub struct Delivering<'tx>(&'tx WriteTx);

impl<'tx> Delivering<'tx> {
    /// The house delivers what is due.
    pub fn what_is_due(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to remove what is over: old messages, and secrets that sign no more.
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
