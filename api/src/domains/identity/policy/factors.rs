//! Who may have a second factor, and what it takes to get past it.

use super::super::error::IdentityError;
use super::super::model::{Beside, HeldFactor, SessionId};
use super::{Ending, Founding, of_account, signed_in};
use crate::kernel::actor::Actor;
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

of_account! {
    Enrolling FactorConfirming Proved FactorRemoving; ending FactorRemoving
}

/// Leave to give an account a secret to make codes with; it is asked of nobody yet.
pub struct Enrolling<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets whoever showed the password of an account without a second factor begin one.
pub fn enrolling<'tx>(
    tx: &'tx WriteTx,
    account: AccountId,
    held: Option<&HeldFactor>,
) -> Result<Enrolling<'tx>, IdentityError> {
    if held.is_some_and(|held| held.confirmed) {
        return Err(IdentityError::FactorStands);
    }
    Ok(Enrolling { tx, account })
}

/// Lets the demonstration give its accounts a second factor.
pub fn founding_factor<'tx>(leave: &Founding<'tx>, account: AccountId) -> Enrolling<'tx> {
    Enrolling {
        tx: leave.tx(),
        account,
    }
}

impl<'tx> Enrolling<'tx> {
    /// Leave to have it asked for from now on, for the demonstration.
    pub fn confirmed(&self) -> FactorConfirming<'tx> {
        FactorConfirming {
            tx: self.tx,
            account: self.account,
            step: None,
        }
    }
}

/// Leave to have a second factor asked for from now on.
pub struct FactorConfirming<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    step: Option<i64>,
}

/// Lets whoever showed a code that was made with the secret have it asked for.
pub fn confirming_factor<'tx>(
    tx: &'tx WriteTx,
    account: AccountId,
    held: Option<&HeldFactor>,
    beside: Beside,
) -> Result<FactorConfirming<'tx>, IdentityError> {
    if held.is_none_or(|held| held.confirmed) {
        return Err(IdentityError::NoFactor);
    }
    let Beside::Step(step) = beside else {
        return Err(IdentityError::BadFactorCode);
    };
    Ok(FactorConfirming {
        tx,
        account,
        step: Some(step),
    })
}

impl<'tx> FactorConfirming<'tx> {
    /// The step of time whose code was shown.
    pub fn step(&self) -> Option<i64> {
        self.step
    }
}

/// That somebody showed what their account asks for beside its password.
pub struct Proved<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    shown: Option<Beside>,
}

/// Holds what was shown against what the account asks for.
pub fn proving<'tx>(
    tx: &'tx WriteTx,
    account: AccountId,
    held: Option<&HeldFactor>,
    beside: Beside,
) -> Result<Proved<'tx>, IdentityError> {
    let shown = match beside {
        _ if held.is_none_or(|held| !held.confirmed) => None,
        Beside::Nothing => return Err(IdentityError::FactorRequired),
        Beside::Wrong => return Err(IdentityError::FactorWrong),
        right => Some(right),
    };
    Ok(Proved { tx, account, shown })
}

impl<'tx> Proved<'tx> {
    /// By what was shown in another place.
    pub(super) fn by(tx: &'tx WriteTx, account: AccountId, shown: Beside) -> Self {
        let shown = Some(shown);
        Self { tx, account, shown }
    }

    /// What was shown: it serves once. Nothing where the account has no second factor.
    pub fn shown(&self) -> Option<&Beside> {
        self.shown.as_ref()
    }
}

/// Leave to take off a second factor.
pub struct FactorRemoving<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody who showed a code take off their own.
pub fn removing_factor<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    held: Option<&HeldFactor>,
    beside: &Beside,
) -> Result<FactorRemoving<'tx>, IdentityError> {
    let account = signed_in(actor)?.account;
    if held.is_none_or(|held| !held.confirmed) {
        return Err(IdentityError::NoFactor);
    }
    match beside {
        Beside::Nothing | Beside::Wrong | Beside::Passkey | Beside::Issuer => {
            Err(IdentityError::BadFactorCode)
        }
        Beside::Step(_) | Beside::Recovery(_) => Ok(FactorRemoving { tx, account }),
    }
}
