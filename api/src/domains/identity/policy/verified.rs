//! Who may be known as a foster parent.

use super::super::error::IdentityError;
use super::super::model::SessionId;
use super::{Ending, of_account, signed_in};
use crate::kernel::actor::{Actor, Hat};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// Leave to have one account be known as a foster parent's.
pub struct Verifying<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody who signed in as a parent be known as one. That they are, another slice found
/// out, in the same write.
pub fn verifying<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Verifying<'tx>, IdentityError> {
    let person = signed_in(actor)?;
    match person.hat {
        Hat::Parent { .. } => Ok(Verifying {
            tx,
            account: person.account,
        }),
        _ => Err(IdentityError::NotParent),
    }
}

of_account! {
    Verifying
}

/// Leave to have people be known as foster parents no more.
pub struct Unverifying<'tx>(&'tx WriteTx);

impl<'tx> Unverifying<'tx> {
    /// The slice that found out that they are looked at who may say that it no longer holds.
    pub fn on_anothers_word(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }

    /// Leave to end what was begun as a verified parent.
    pub fn ending(&self, sessions: Vec<SessionId>) -> Ending<'tx> {
        Ending {
            tx: self.0,
            sessions,
        }
    }
}
