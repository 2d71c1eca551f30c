//! Who may do what to the catalogue.

use crate::kernel::db::WriteTx;

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
