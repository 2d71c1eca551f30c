//! Who may push, and see what was pushed.

use super::error::PushError;
use crate::kernel::actor::{Actor, Hat, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;

/// Leave to push for one provider, and to keep the receipt.
#[derive(Debug)]
pub struct Pushing<'tx> {
    tx: &'tx WriteTx,
    by: Person,
    provider: ProviderId,
}

/// Lets an organisation's editor push for the provider they work for.
pub fn pushing<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Pushing<'tx>, PushError> {
    let (by, provider) = editor(actor)?;
    let by = by.clone();
    Ok(Pushing { tx, by, provider })
}

impl<'tx> Pushing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Who pushes.
    pub fn by(&self) -> &Person {
        &self.by
    }

    /// For which provider.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }
}

/// Which pushes somebody may know of: those of one provider.
#[derive(Clone, Copy, Debug)]
pub struct Visible(ProviderId);

impl Visible {
    /// Shows an organisation's editor the pushes of the provider they work for.
    pub fn to(actor: &Actor) -> Result<Self, PushError> {
        editor(actor).map(|(_, provider)| Self(provider))
    }

    /// The provider.
    pub fn provider(self) -> ProviderId {
        self.0
    }
}

fn editor(actor: &Actor) -> Result<(&Person, ProviderId), PushError> {
    let person = actor.person().ok_or(PushError::NotSignedIn)?;
    match person.hat {
        Hat::Organisation(provider, _) => Ok((person, provider)),
        _ => Err(PushError::NotOrganisation),
    }
}
