//! Choosing another password: knowing the one that is, or reading the mailbox.

use chrono::TimeDelta;

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::letters;
use super::super::model::{Email, Password, Tried};
use super::super::password::PasswordHash;
use super::super::policy::{self, PasswordLeave};
use super::super::store;
use super::addresses::{tell, typed};
use super::attempts::{clear, own_password, release, reserve};
use super::codes::{Purpose, code, digest, tidy};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::limits::{self, Act};

/// How long a code serves.
pub const RESET_LIFE: TimeDelta = TimeDelta::hours(1);

/// Asks to choose another password.
///
/// Whether or not the address has an account, the same work is done and the same said; only
/// the letter differs, and only the owner of the address reads that.
pub async fn request_reset(backend: &Backend, email: &str) -> Result<(), ApiError> {
    let email = typed(email)?;
    limits::take(Act::Letter)?;
    let code = code(backend.ids.secret());
    let tx = backend.write().await?;
    let known = store::account_by_email(tx.conn(), &email).await;
    let letter = match known.map_err(database)? {
        Some(_) => letters::password_code(&email, &code),
        None => letters::no_account(&email),
    };
    let asked = store::resets_since(&tx, &email, tx.now() - RESET_LIFE).await;
    if let Some(leave) = policy::asking_reset(&tx, asked.map_err(database)?) {
        let digest = digest(Purpose::Password, &email, &code);
        let until = tx.now() + RESET_LIFE;
        let added = store::add_reset(&leave, backend.ids.random(), &email, (digest, until)).await;
        added.map_err(database)?;
        tell(backend, &tx, &letter).await?;
    }
    backend.commit(tx).await
}

/// Sets another password with the code that was mailed. Every session of the account ends.
pub async fn reset(
    backend: &Backend,
    gate: &Gate,
    (email, code, password): (&str, &str, &str),
) -> Result<(), ApiError> {
    let mut faults = Vec::new();
    let email = Email::parse(email, &mut faults);
    let password = Password::choose(password, email.as_ref(), &mut faults);
    let (Some(email), Some(password)) = (email, password) else {
        return Err(ApiError::invalid(faults));
    };
    limits::take(Act::Password)?;
    reserve(backend, Tried::Resetting, &email).await?;
    let hash = match gate.passwords().hash(&password).await {
        Ok(hash) => hash,
        Err(error) => {
            // The queue was full: no code was looked at.
            release(backend, Tried::Resetting, &email).await?;
            return Err(error.into());
        }
    };
    let tx = backend.write().await?;
    let asked = store::hold_resets(&tx, &email).await.map_err(database)?;
    let account = store::account_by_email(tx.conn(), &email).await;
    let account = account.map_err(database)?.map(|(account, _)| account);
    let digest = digest(Purpose::Password, &email, &tidy(code));
    let leave = policy::resetting(&tx, account, &asked, &digest)?;
    set(backend, &leave, (&email, hash)).await?;
    for tried in [Tried::Password, Tried::Resetting] {
        clear(&tx, tried, &email).await?;
    }
    backend.commit(tx).await
}

/// Sets another password, for somebody signed in who shows the one that is. Every other
/// session of the account ends.
pub async fn change_password(
    backend: &Backend,
    gate: &Gate,
    actor: &Actor,
    (current, password): (&str, &str),
) -> Result<(), ApiError> {
    let account = policy::signed_in(actor)?.account;
    let found = store::credentials(backend.reader(), account).await;
    let found = found.map_err(database)?;
    let (email, _) = found.ok_or(IdentityError::BadToken)?;
    let mut faults = Vec::new();
    let Some(password) = Password::choose(password, Some(&email), &mut faults) else {
        return Err(ApiError::invalid(faults));
    };
    let (_, standing) = own_password(backend, gate, account, current).await?;
    release(backend, Tried::Password, &email).await?;
    let hash = gate.passwords().hash(&password).await?;
    let tx = backend.write().await?;
    // Somebody else may have been first, and ended this session by that.
    let now = store::hold_password(&tx, account).await.map_err(database)?;
    let sessions = store::sessions_of(&tx, account).await.map_err(database)?;
    let leave = policy::changing_password(&tx, actor, &sessions)?;
    if now != Some(standing) {
        return Err(IdentityError::WrongPassword.into());
    }
    set(backend, &leave, (&email, hash)).await?;
    backend.commit(tx).await
}

/// Sets a password, ends the sessions that began with another, and says so by letter.
async fn set(
    backend: &Backend,
    leave: &PasswordLeave<'_>,
    (email, hash): (&Email, PasswordHash),
) -> Result<(), ApiError> {
    let account = leave.account();
    store::set_password(leave, hash).await.map_err(database)?;
    let standing = store::sessions_of(leave.tx(), account).await;
    let ending = leave.ending(standing.map_err(database)?);
    store::end_sessions(&ending).await.map_err(database)?;
    // A code that was asked for before serves no more.
    store::forget_resets(leave, email).await.map_err(database)?;
    tell(backend, leave.tx(), &letters::password_changed(email)).await
}
