//! Who may change what a provider offers.

use super::editors_office;
use crate::domains::catalogue::model::{Office, Source};
use crate::kernel::actor::{Actor, Hat};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;
use crate::kernel::scope::Scope;

/// Leave to change what one provider offers: its own courses and their editions.
#[derive(Debug)]
pub struct Offering<'tx> {
    tx: &'tx WriteTx,
    provider: ProviderId,
    source: Source,
    office: Office,
}

/// Lets an organisation's editor change the offer of the provider they work for, and a program
/// of the provider's that may push.
pub fn offering<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Option<Offering<'tx>> {
    let provider = match actor {
        Actor::Person(person) => match person.hat {
            Hat::Organisation(provider, _) => provider,
            _ => return None,
        },
        Actor::Client(client) if client.may(Scope::PushesWrite) => client.provider,
        Actor::Client(_) | Actor::Anonymous => return None,
    };
    Some(Offering {
        tx,
        provider,
        source: Source::Push,
        office: Office::Organisation,
    })
}

/// Lets an editor or an administrator put a course as a draft of its provider says it is.
pub fn approving<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    provider: ProviderId,
) -> Option<Offering<'tx>> {
    Some(Offering {
        tx,
        provider,
        source: Source::Hand,
        office: editors_office(actor.hat()?)?,
    })
}

/// Lets the program itself put a course as an administrator approved it before, for a day
/// that has come; no request reaches this.
pub fn approved(tx: &WriteTx, provider: ProviderId) -> Offering<'_> {
    Offering {
        tx,
        provider,
        source: Source::Hand,
        office: Office::Administrator,
    }
}

/// Lets the program itself put courses as a push says that was taken from somebody who might push
/// for the provider; no request reaches this.
pub fn pushed(tx: &WriteTx, provider: ProviderId) -> Offering<'_> {
    Offering {
        tx,
        provider,
        source: Source::Push,
        office: Office::Organisation,
    }
}

impl<'tx> Offering<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Whose offer.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }

    /// How it comes here.
    pub fn source(&self) -> Source {
        self.source
    }

    /// In which office it is put here.
    pub fn office(&self) -> Office {
        self.office
    }
}
