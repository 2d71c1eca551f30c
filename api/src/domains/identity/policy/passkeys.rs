//! Who may have passkeys, and what it takes to sign in with one.

use super::super::error::IdentityError;
use super::super::model::{
    Beside, Challenge, ChallengeId, Grant, HatKind, HeldFactor, MOST_PASSKEYS, PasskeyId, SessionId,
};
use super::{Ending, Proved, of_account, signed_in};
use crate::kernel::actor::Actor;
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

of_account! {
    PasskeyAsking PasskeyAdding PasskeyRemoving; ending PasskeyRemoving
}

/// What keeps others than whose it is from an account, beside its password.
pub struct Guard<'a> {
    /// How many passkeys it has.
    pub passkeys: usize,
    /// Its second factor, where codes are asked for.
    pub factor: Option<&'a HeldFactor>,
    /// The hats that it was given.
    pub grants: &'a [Grant],
}

/// Lets nobody change what an account is kept with who showed its password alone, where it has a hat
/// that needs more, and a passkey is all that it has for that: under such a hat they showed it.
pub fn past_passkeys(actor: Option<&Actor>, guard: &Guard<'_>) -> Result<(), IdentityError> {
    let needs = |hat: HatKind| hat.needs_second_factor();
    let by_codes = guard.factor.is_some_and(|factor| factor.confirmed);
    let guards = guard.passkeys > 0 && !by_codes;
    let hat = actor.and_then(Actor::hat).map(HatKind::from);
    if guards && guard.grants.iter().any(|grant| needs(grant.hat)) && !hat.is_some_and(needs) {
        return Err(IdentityError::PasskeyRequired);
    }
    Ok(())
}

/// Leave to ask a device for a new passkey of an account.
pub struct PasskeyAsking<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody whose password was shown, and what the account asks for beside it, ask a
/// device: a stolen token is no way to stay.
pub fn asking_passkey<'tx>(
    proved: &Proved<'tx>,
    has: usize,
) -> Result<PasskeyAsking<'tx>, IdentityError> {
    if has >= MOST_PASSKEYS {
        return Err(IdentityError::TooManyPasskeys);
    }
    Ok(PasskeyAsking {
        tx: proved.tx(),
        account: proved.account(),
    })
}

/// Leave to ask whoever is there to show a passkey.
pub struct PasskeyInviting<'tx>(&'tx WriteTx);

impl<'tx> PasskeyInviting<'tx> {
    /// Anybody may be asked.
    pub fn anybody(tx: &'tx WriteTx) -> Self {
        Self(tx)
    }

    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.0
    }
}

/// Leave to keep what a device made.
pub struct PasskeyAdding<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    challenge: ChallengeId,
}

/// Lets whoever asked a device for a passkey keep what it made, where it is what was asked.
pub fn adding_passkey<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
    (challenge, has): (&Challenge, usize),
) -> Result<PasskeyAdding<'tx>, IdentityError> {
    let account = signed_in(actor)?.account;
    if challenge.account != Some(account) || challenge.expires_at <= tx.now() {
        return Err(IdentityError::NotTheAsked);
    }
    if has >= MOST_PASSKEYS {
        return Err(IdentityError::TooManyPasskeys);
    }
    Ok(PasskeyAdding {
        tx,
        account,
        challenge: challenge.id,
    })
}

impl PasskeyAdding<'_> {
    /// What was asked: it serves no more.
    pub fn challenge(&self) -> ChallengeId {
        self.challenge
    }
}

/// Leave to note that a passkey was shown.
pub struct PasskeyShowing<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
    passkey: PasskeyId,
    challenge: ChallengeId,
}

/// Lets whoever shows a passkey of an account, that answers what was asked of nobody in
/// particular, be taken for whose it is. `answers` is whether the signature is right.
pub fn showing_passkey<'tx>(
    tx: &'tx WriteTx,
    challenge: &Challenge,
    (account, passkey): (AccountId, PasskeyId),
    answers: bool,
) -> Result<PasskeyShowing<'tx>, IdentityError> {
    let in_time = challenge.account.is_none() && challenge.expires_at > tx.now();
    if !in_time || !answers {
        return Err(IdentityError::BadPasskey);
    }
    Ok(PasskeyShowing {
        tx,
        account,
        passkey,
        challenge: challenge.id,
    })
}

impl<'tx> PasskeyShowing<'tx> {
    /// The write that it belongs to.
    pub fn tx(&self) -> &'tx WriteTx {
        self.tx
    }

    /// The passkey.
    pub fn passkey(&self) -> PasskeyId {
        self.passkey
    }

    /// What was asked: it serves no more.
    pub fn challenge(&self) -> ChallengeId {
        self.challenge
    }

    /// It is in the place of a password and of what is asked for beside it: the device had to
    /// be there, and its owner to unlock it.
    pub fn proved(&self) -> Proved<'tx> {
        Proved::by(self.tx, self.account, Beside::Passkey)
    }
}

/// Leave to remove a passkey.
pub struct PasskeyRemoving<'tx> {
    tx: &'tx WriteTx,
    account: AccountId,
}

/// Lets somebody remove a passkey of their own.
pub fn removing_passkey<'tx>(
    tx: &'tx WriteTx,
    actor: &Actor,
) -> Result<PasskeyRemoving<'tx>, IdentityError> {
    let account = signed_in(actor)?.account;
    Ok(PasskeyRemoving { tx, account })
}
