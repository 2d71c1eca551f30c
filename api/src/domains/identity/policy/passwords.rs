//! Who may choose another password.

use super::super::error::IdentityError;
use super::super::model::{Reset, SessionId};
use super::{Ending, Founding, MOST_CODES, of_account, signed_in};
use crate::kernel::actor::Actor;
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

of_account! {
    PasswordLeave
}

/// Leave to ask to choose another password.
pub struct AskingReset<'tx>(&'tx WriteTx);

/// Lets anybody ask, but not so often that an inbox is flooded.
pub fn asking_reset(tx: &WriteTx, asked_before: u64) -> Option<AskingReset<'_>> {
    (asked_before < MOST_CODES).then_some(AskingReset(tx))
}

impl<'tx> AskingReset<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to set the password of one account.
pub struct PasswordLeave<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    stays: Option<SessionId>,
}

/// Lets whoever shows the code that was mailed set the password of the account that has the
/// address: nothing tells a false code from an address without an account.
pub fn resetting<'tx>(
    tx: &'tx WriteTx,
    account: Option<AccountId>,
    asked: &[Reset],
    code_digest: &str,
) -> Result<PasswordLeave<'tx>, IdentityError> {
    let fits = |one: &Reset| one.code_digest == code_digest && one.expires_at > tx.now();
    let shown = asked.iter().any(fits);
    let account = account.filter(|_| shown).ok_or(IdentityError::BadCode)?;
    Ok(PasswordLeave {
        tx,
        account,
        stays: None,
    })
}

/// Lets somebody whose password was shown set another, in a session that stands. It is the
/// one that stays.
pub fn changing_password<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    standing: &[SessionId],
) -> Result<PasswordLeave<'tx>, IdentityError> {
    let person = signed_in(actor)?;
    if !standing.contains(&SessionId(person.session)) {
        return Err(IdentityError::BadToken);
    }
    Ok(PasswordLeave {
        tx,
        account: person.account,
        stays: Some(SessionId(person.session)),
    })
}

/// Lets the demonstration give its accounts passwords anew.
pub fn founding_password<'tx>(leave: &Founding<'tx>, account: AccountId) -> PasswordLeave<'tx> {
    PasswordLeave {
        tx: leave.tx(),
        account,
        stays: None,
    }
}

impl<'tx> PasswordLeave<'tx> {
    /// Leave to end what was begun with another password.
    pub fn ending(&self, mut sessions: Vec<SessionId>) -> Ending<'tx> {
        sessions.retain(|session| Some(*session) != self.stays);
        Ending {
            tx: self.tx,
            sessions,
        }
    }
}
