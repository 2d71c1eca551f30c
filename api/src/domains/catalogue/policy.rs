//! Who may do what to the catalogue.

use crate::kernel::actor::{Actor, Hat};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;

/// Leave to put the shipped catalogue in the database. Only the seed asks for it,
/// and it adds rows with `source=seed` alone: it changes and removes nothing.
#[derive(Debug)]
pub struct Seeding<'tx>(&'tx WriteTx);

impl<'tx> Seeding<'tx> {
    /// The program itself seeds, at set-up; no request reaches this.
    pub fn at_set_up(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to change what one provider offers: its own courses and their editions.
#[derive(Debug)]
pub struct Offering<'tx> {
    tx: &'tx WriteTx,
    provider: ProviderId,
}

/// Lets an organisation's editor change the offer of the provider they work for.
pub fn offering<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Option<Offering<'tx>> {
    match actor.hat() {
        Some(Hat::Organisation(provider)) => Some(Offering { tx, provider }),
        _ => None,
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
}

/// Leave to add dates that only show how it looks, marked as such. Nothing else is
/// touched.
#[derive(Debug)]
pub struct Showing<'tx>(&'tx WriteTx);

impl<'tx> Showing<'tx> {
    /// Whoever runs the program asks for it by `--demo`; no request reaches this.
    pub fn at_the_machine(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}
