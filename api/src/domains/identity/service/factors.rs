//! The second factor: to begin one, to have it asked for, to show it, to take it off.

use super::super::error::IdentityError;
use super::super::factor::{FactorSecret, recovery_digest};
use super::super::gate::Gate;
use super::super::letters;
use super::super::model::{Beside, Email, Enrolment, HatKind, HeldFactor, SessionId, Tried};
use super::super::password::PasswordHash;
use super::super::policy::{self, Proved};
use super::super::store;
use super::addresses::{address, tell, typed};
use super::attempts::{by_password, forgive, own_password, refuse, reserve};
use super::codes::{code, tidy};
use super::passkeys::past_passkeys;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::AccountId;

/// How many recovery codes come with a second factor.
pub const RECOVERY_CODES: usize = 10;

/// Makes a secret for somebody signed in, who shows their password again: whoever holds a
/// stolen token cannot lock out whom it is of.
pub async fn begin_factor(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    password: &str,
) -> Result<Enrolment, ApiError> {
    let account = policy::signed_in(actor)?.account;
    let (email, hash) = own_password(backend, gate, account, password).await?;
    enrol(backend, &email, (account, hash), Some(actor)).await
}

/// Makes a secret for somebody who cannot sign in without one: under a hat that needs it.
pub async fn begin_factor_by_password(
    backend: &Backend,
    gate: &Gate,
    (email, password): (&str, &str),
) -> Result<Enrolment, ApiError> {
    let email = typed(email)?;
    let known = by_password(backend, gate, &email, password).await?;
    enrol(backend, &email, known, None).await
}

async fn enrol(
    backend: &Backend,
    email: &Email,
    (account, shown): (AccountId, PasswordHash),
    actor: Option<&Actor>,
) -> Result<Enrolment, ApiError> {
    let tx = backend.write().await?;
    let held = hold(&tx, account, Some(shown)).await?;
    if let Err(refusal) = past_passkeys(&tx, (account, held.as_ref()), actor).await? {
        return Err(refuse(backend, tx, email, refusal).await);
    }
    let leave = match policy::enrolling(&tx, account, held.as_ref()) {
        Ok(leave) => leave,
        Err(refusal) => return Err(refuse(backend, tx, email, refusal).await),
    };
    let secret = FactorSecret::make(&backend.ids);
    let sealed = secret.seal((&backend.pseudonyms, &backend.ids), account)?;
    store::put_factor(&leave, sealed).await.map_err(database)?;
    forgive(&tx, email).await?;
    let enrolment = Enrolment {
        secret: secret.text(),
        uri: secret.uri(email)?,
    };
    backend.commit(tx).await?;
    Ok(enrolment)
}

/// Has the second factor asked for from now on, for somebody signed in who shows a first
/// code; gives the recovery codes, once.
pub async fn confirm_factor(
    backend: &Backend,
    actor: &Actor,
    code: &str,
) -> Result<Vec<String>, ApiError> {
    let account = policy::signed_in(actor)?.account;
    let email = address(backend, account).await?;
    reserve(backend, Tried::Password, &email).await?;
    confirm(backend, &email, (account, None), (code, Some(actor))).await
}

/// As [`confirm_factor`], for somebody who cannot sign in without one.
pub async fn confirm_factor_by_password(
    backend: &Backend,
    gate: &Gate,
    (email, password, code): (&str, &str, &str),
) -> Result<Vec<String>, ApiError> {
    let email = typed(email)?;
    let (account, hash) = by_password(backend, gate, &email, password).await?;
    confirm(backend, &email, (account, Some(hash)), (code, None)).await
}

async fn confirm(
    backend: &Backend,
    email: &Email,
    (account, shown): (AccountId, Option<PasswordHash>),
    (typed, actor): (&str, Option<&Actor>),
) -> Result<Vec<String>, ApiError> {
    let tx = backend.write().await?;
    let held = hold(&tx, account, shown).await?;
    if let Err(refusal) = past_passkeys(&tx, (account, held.as_ref()), actor).await? {
        return Err(refuse(backend, tx, email, refusal).await);
    }
    let beside = look_at(backend, &tx, (account, held.as_ref()), Some(typed)).await?;
    let leave = match policy::confirming_factor(&tx, account, held.as_ref(), beside) {
        Ok(leave) => leave,
        Err(refusal) => return Err(refuse(backend, tx, email, refusal).await),
    };
    let codes: Vec<_> = (0..RECOVERY_CODES)
        .map(|_| code(backend.ids.secret()))
        .collect();
    let digests = codes
        .iter()
        .map(|code| recovery_digest(&backend.pseudonyms, account, code));
    let confirmed = store::confirm_factor(&leave, digests).await;
    confirmed.map_err(database)?;
    forgive(&tx, email).await?;
    tell(backend, &tx, &letters::factor_on(email)).await?;
    backend.commit(tx).await?;
    Ok(codes)
}

/// Takes off the second factor of somebody signed in who shows a code. Sessions under a hat
/// that needs one end.
pub async fn remove_factor(backend: &Backend, actor: &Actor, code: &str) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let email = address(backend, account).await?;
    reserve(backend, Tried::Password, &email).await?;
    let tx = backend.write().await?;
    let held = hold(&tx, account, None).await?;
    let beside = look_at(backend, &tx, (account, held.as_ref()), Some(code)).await?;
    let leave = match policy::removing_factor(&tx, actor, held.as_ref(), &beside) {
        Ok(leave) => leave,
        Err(refusal) => return Err(refuse(backend, tx, &email, refusal).await),
    };
    store::remove_factor(&leave).await.map_err(database)?;
    let ending = leave.ending(guarded_sessions(&tx, account).await?);
    store::end_sessions(&ending).await.map_err(database)?;
    forgive(&tx, &email).await?;
    tell(backend, &tx, &letters::factor_off(&email)).await?;
    backend.commit(tx).await
}

/// The sessions that somebody is in under a hat that a password alone does not give.
pub async fn guarded_sessions(
    tx: &WriteTx,
    account: AccountId,
) -> Result<Vec<SessionId>, ApiError> {
    let hats = HatKind::ALL.into_iter();
    let guarded = hats.filter(|hat| hat.needs_second_factor());
    let sessions = store::sessions_with(tx, account, guarded).await;
    sessions.map_err(database)
}

/// Holds what somebody showed beside their password against what their account asks for, and
/// has it serve no more. The account is held.
pub async fn prove<'tx>(
    backend: &Backend,
    tx: &'tx WriteTx,
    email: &Email,
    (account, typed): (AccountId, Option<&str>),
) -> Result<Result<Proved<'tx>, IdentityError>, ApiError> {
    let held = store::hold_factor(tx, account).await.map_err(database)?;
    let beside = look_at(backend, tx, (account, held.as_ref()), typed).await?;
    let proved = match policy::proving(tx, account, held.as_ref(), beside) {
        Ok(proved) => proved,
        Err(refusal) => return Ok(Err(refusal)),
    };
    store::spend(&proved).await.map_err(database)?;
    if let Some(Beside::Recovery(_)) = proved.shown() {
        tell(backend, tx, &letters::recovery_used(email)).await?;
    }
    Ok(Ok(proved))
}

/// What a code that was typed is: of the app, or one on paper.
async fn look_at(
    backend: &Backend,
    tx: &WriteTx,
    (account, held): (AccountId, Option<&HeldFactor>),
    typed: Option<&str>,
) -> Result<Beside, ApiError> {
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty());
    let (Some(held), Some(typed)) = (held, typed) else {
        return Ok(Beside::Nothing);
    };
    let secret = FactorSecret::open(&backend.pseudonyms, account, &held.sealed)?;
    // Apps show two groups of three.
    let digits: String = typed.split_whitespace().take(6).collect();
    if let Some(step) = secret.step(&digits, tx.now()) {
        let used = held.last_step.is_some_and(|last| step <= last);
        return Ok(if used {
            Beside::Wrong
        } else {
            Beside::Step(step)
        });
    }
    let digest = recovery_digest(&backend.pseudonyms, account, &tidy(typed));
    let stands = store::has_recovery_code(tx, account, &digest).await;
    Ok(match stands.map_err(database)? {
        true => Beside::Recovery(digest),
        false => Beside::Wrong,
    })
}

/// Holds an account and its second factor, where the password is still the one shown.
async fn hold(
    tx: &WriteTx,
    account: AccountId,
    shown: Option<PasswordHash>,
) -> Result<Option<HeldFactor>, ApiError> {
    let standing = store::hold_password(tx, account).await.map_err(database)?;
    let standing = standing.ok_or(IdentityError::BadToken)?;
    if shown.is_some_and(|shown| shown != standing) {
        return Err(IdentityError::BadCredentials.into());
    }
    store::hold_factor(tx, account).await.map_err(database)
}
