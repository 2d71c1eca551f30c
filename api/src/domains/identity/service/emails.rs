//! Another address, the way back, and closing an account.

use chrono::TimeDelta;

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::letters;
use super::super::model::{Email, EmailChange, HatKind, Tried};
use super::super::policy::{self, Closing};
use super::super::store;
use super::addresses::{address, tell, typed};
use super::attempts::{clear, forgive, hold_shown, own_password, refuse, reserve};
use super::codes::{Purpose, code, digest, digest_of, tidy};
use super::factors::prove;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::id::AccountId;
use crate::kernel::language::Text;
use crate::kernel::limits::{self, Act};

/// How long a code for another address serves.
pub const CHANGE_LIFE: TimeDelta = TimeDelta::hours(24);
/// How long the way back is open.
const RETURN_LIFE: TimeDelta = TimeDelta::days(7);

/// Asks for another address, with the password shown again.
///
/// Whether or not another account has the address, the same work is done and the same said;
/// only the letter differs, and only the owner of the address reads that.
pub async fn request_email_change(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    (email, password): (&str, &str),
) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let email = typed(email)?;
    let own = address(backend, account).await?;
    if email == own {
        return Err(ApiError::invalid(vec![Fault::at(
            "/email",
            "account.email_same",
            Text::new(
                "dit is al je e-mailadres",
                "this is your e-mail address already",
            ),
        )]));
    }
    limits::take(Act::Letter)?;
    let (own, shown) = own_password(backend, gate, account, password).await?;
    let code = code(backend.ids.secret());
    let tx = backend.write().await?;
    hold_shown(&tx, account, shown).await?;
    forgive(&tx, &own).await?;
    let known = store::account_by_email(tx.conn(), &email).await;
    let letter = match known.map_err(database)? {
        Some(_) => letters::email_taken(&email),
        None => letters::email_code(&email, &code),
    };
    let since = tx.now() - CHANGE_LIFE;
    let asked = store::email_changes_since(&tx, (account, &email), since).await;
    if let Some(leave) = policy::asking_email(&tx, account, asked.map_err(database)?) {
        let change = EmailChange {
            code_digest: digest_of(Purpose::Email, account.0.as_bytes(), &code),
            expires_at: tx.now() + CHANGE_LIFE,
            email,
        };
        let added = store::add_email_change(&leave, backend.ids.random(), change).await;
        added.map_err(database)?;
        tell(backend, &tx, &letter).await?;
        tell(backend, &tx, &letters::email_asked(&own)).await?;
    }
    backend.commit(tx).await
}

/// Has another address from now on, with the code that was mailed to it. The address that was
/// is told the way back.
pub async fn confirm_email_change(
    backend: &Backend,
    actor: &Actor,
    shown: &str,
) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let had = address(backend, account).await?;
    reserve(backend, Tried::ChangingEmail, &had).await?;
    let tx = backend.write().await?;
    if !store::hold_account(&tx, account).await.map_err(database)? {
        return Err(IdentityError::BadToken.into());
    }
    let asked = store::hold_email_changes(&tx, account).await;
    let shown = digest_of(Purpose::Email, account.0.as_bytes(), &tidy(shown));
    let leave = policy::changing_email(&tx, actor, asked.map_err(database)?, &shown)?;
    let code = code(backend.ids.secret());
    let back = digest(Purpose::Return, &had, &code);
    let back = (&had, (back, tx.now() + RETURN_LIFE));
    store::change_email(&leave, backend.ids.random(), back).await?;
    clear(&tx, Tried::ChangingEmail, &had).await?;
    tell(backend, &tx, &letters::email_changed(&had, &code)).await?;
    backend.commit(tx).await
}

/// Gives an account the address back that it had, with the code that was mailed to it. Every
/// session ends, and another password has to be chosen: whoever changed the address knew it.
pub async fn restore_email(
    backend: &Backend,
    (email, shown): (&str, &str),
) -> Result<(), ApiError> {
    let email = typed(email)?;
    reserve(backend, Tried::RestoringEmail, &email).await?;
    let tx = backend.write().await?;
    let had = store::hold_email_returns(&tx, &email).await;
    let shown = digest(Purpose::Return, &email, &tidy(shown));
    let leave = policy::restoring_email(&tx, had.map_err(database)?, &shown)?;
    if !store::hold_account(&tx, leave.account())
        .await
        .map_err(database)?
    {
        return Err(IdentityError::BadCode.into());
    }
    // Looked up before what they stand under goes.
    let sessions = store::sessions_of(&tx, leave.account()).await;
    store::restore_email(&leave, &email).await?;
    let ending = leave.ending(sessions.map_err(database)?);
    store::end_sessions(&ending).await.map_err(database)?;
    clear(&tx, Tried::RestoringEmail, &email).await?;
    tell(backend, &tx, &letters::email_restored(&email)).await?;
    backend.commit(tx).await
}

/// Closes somebody's own account, with the password shown again and what it asks for beside
/// it: its sessions end, its hats are taken, its address is free.
pub async fn close_account(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    (password, code): (&str, Option<&str>),
) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let (email, shown) = own_password(backend, gate, account, password).await?;
    let tx = backend.write().await?;
    hold_shown(&tx, account, shown).await?;
    let leave = match leave(backend, &tx, &email, (account, code)).await? {
        Ok(leave) => leave,
        Err(refusal) => return Err(refuse(backend, tx, &email, refusal).await),
    };
    let sessions = store::sessions_of(&tx, account).await.map_err(database)?;
    let ended = store::end_sessions(&leave.ending(sessions)).await;
    ended.map_err(database)?;
    store::close(&leave).await.map_err(database)?;
    clear(&tx, Tried::Password, &email).await?;
    tell(backend, &tx, &letters::closed(&email)).await?;
    backend.commit(tx).await
}

async fn leave<'tx>(
    backend: &Backend,
    tx: &'tx WriteTx,
    email: &Email,
    (account, code): (AccountId, Option<&str>),
) -> Result<Result<Closing<'tx>, IdentityError>, ApiError> {
    let proved = match prove(backend, tx, email, (account, code)).await? {
        Ok(proved) => proved,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let grants = store::grants_of(tx.conn(), account)
        .await
        .map_err(database)?;
    let others = store::administrators_beside(&proved).await;
    let is_one = grants
        .iter()
        .any(|grant| grant.hat == HatKind::Administrator);
    Ok(policy::closing(&proved, is_one, others.map_err(database)?))
}
