//! Who speaks for a provider, and who may ask that somebody is not named.

use super::{Editing, Keeper};
use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{OwnTrainer, TrainerId};
use crate::kernel::actor::{Actor, Person};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;

/// Leave to speak for one provider: what it is, who accredits it, who gives its courses, and to
/// whom it gave a credential.
#[derive(Debug)]
pub struct Speaking<'tx> {
    editing: Editing<'tx>,
    provider: ProviderId,
}

/// Lets an organisation speak for itself, and an administrator for all.
pub fn speaking<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    provider: ProviderId,
) -> Result<Speaking<'tx>, CatalogueError> {
    let keeper = Keeper::of(actor)?;
    if !keeper.keeps(provider) {
        return Err(CatalogueError::NotYourProvider);
    }
    let by = actor.person().ok_or(CatalogueError::NotSignedIn)?.clone();
    let office = keeper.office();
    let editing = Editing { tx, by, office };
    Ok(Speaking { editing, provider })
}

impl<'tx> Speaking<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.editing.tx
    }

    /// Who says so.
    pub fn by(&self) -> &Person {
        &self.editing.by
    }

    /// The leave to write down what was edited of it.
    pub fn editing(&self) -> &Editing<'tx> {
        &self.editing
    }

    /// For which provider.
    pub fn provider(&self) -> ProviderId {
        self.provider
    }
}

/// Leave to note that one trainer shall not be named any more, and to hide them.
#[derive(Debug)]
pub struct Hiding<'tx> {
    tx: &'tx WriteTx,
    trainer: TrainerId,
}

/// Lets anybody ask so of who is named: whoever must not be found need not say who they are.
pub fn hiding<'tx>(tx: &'tx WriteTx, trainer: &OwnTrainer) -> Option<Hiding<'tx>> {
    trainer.is_named().then_some(Hiding {
        tx,
        trainer: trainer.id,
    })
}

impl<'tx> Hiding<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// Whom.
    pub fn trainer(&self) -> TrainerId {
        self.trainer
    }
}
