//! Who may do what to figures. Reading them needs no leave: all of them are public.

use crate::kernel::db::WriteTx;

/// Leave to put the shipped figures in the database, as they are shipped now.
#[derive(Debug)]
pub struct Publishing<'tx>(&'tx WriteTx);

impl<'tx> Publishing<'tx> {
    /// The program itself publishes, at set-up; no request reaches this.
    pub fn at_set_up(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}
