//! Who may have another address, go back to the one they had, close their account, and agree
//! to terms.

use chrono::{DateTime, Utc};

use super::super::error::IdentityError;
use super::super::model::{Email, EmailChange, EmailReturn, SessionId};
use super::{Ending, MOST_CODES, Proved, of_account, signed_in};
use crate::kernel::actor::Actor;
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

of_account! {
    AskingEmail EmailChanging EmailRestoring Closing Agreeing; ending EmailRestoring Closing
}

/// Leave to ask for another address.
pub struct AskingEmail<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody whose password was shown ask, but not so often that an inbox is flooded:
/// neither theirs nor that of the address they ask for.
pub fn asking_email(tx: &WriteTx, account: AccountId, asked: [u64; 2]) -> Option<AskingEmail<'_>> {
    let few = asked.iter().all(|asked| *asked < MOST_CODES);
    few.then_some(AskingEmail { tx, account })
}

/// Leave to give an account another address.
pub struct EmailChanging<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    email: Email,
}

/// Lets somebody who shows the code that was mailed to another address have it.
pub fn changing_email<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    asked: Vec<EmailChange>,
    code_digest: &str,
) -> Result<EmailChanging<'tx>, IdentityError> {
    let account = signed_in(actor)?.account;
    let fits = |one: &EmailChange| one.code_digest == code_digest && one.expires_at > tx.now();
    let shown = asked.into_iter().find(fits);
    let email = shown.ok_or(IdentityError::BadCode)?.email;
    Ok(EmailChanging { tx, account, email })
}

impl<'tx> EmailChanging<'tx> {
    /// The other address.
    pub fn email(&self) -> &Email {
        &self.email
    }
}

/// Leave to give an account the address back that it had.
pub struct EmailRestoring<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    changed_at: DateTime<Utc>,
}

/// Lets whoever shows the code that was mailed to the address an account had, have it back.
pub fn restoring_email<'tx>(
    tx: &'tx WriteTx,
    had: Vec<EmailReturn>,
    code_digest: &str,
) -> Result<EmailRestoring<'tx>, IdentityError> {
    let fits = |one: &EmailReturn| one.code_digest == code_digest && one.expires_at > tx.now();
    let shown = had.into_iter().find(fits);
    let shown = shown.ok_or(IdentityError::BadCode)?;
    Ok(EmailRestoring {
        tx,
        account: shown.account,
        changed_at: shown.changed_at,
    })
}

impl<'tx> EmailRestoring<'tx> {
    /// When the address was changed: what was set since is not trusted.
    pub fn changed_at(&self) -> DateTime<Utc> {
        self.changed_at
    }
}

/// Leave to close an account.
pub struct Closing<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody whose password was shown, and what the account asks for beside it, close it;
/// unless nobody would be left who can give hats.
pub fn closing<'tx>(
    proved: &Proved<'tx>,
    is_administrator: bool,
    other_administrators: u64,
) -> Result<Closing<'tx>, IdentityError> {
    if is_administrator && other_administrators == 0 {
        return Err(IdentityError::LastAdministrator);
    }
    Ok(Closing {
        tx: proved.tx(),
        account: proved.account(),
    })
}

/// Leave to note that somebody agrees to terms.
pub struct Agreeing<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody agree for themselves.
pub fn agreeing<'tx>(tx: &'tx WriteTx, actor: &Actor) -> Result<Agreeing<'tx>, IdentityError> {
    let account = signed_in(actor)?.account;
    Ok(Agreeing { tx, account })
}
