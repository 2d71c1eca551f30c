//! Attempts that may fail: a place is taken before one is looked at.

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::model::{Email, Password, Tried};
use super::super::password::PasswordHash;
use super::super::policy::{self, Counting};
use super::super::store;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::AccountId;
use crate::kernel::limits::{self, Act};

/// Takes a place for an attempt; where none is left, tells when to come back.
///
/// The place is taken in a write of its own, before any slow work: of attempts that come at
/// once no more are looked at than there are places.
pub async fn reserve(backend: &Backend, tried: Tried, email: &Email) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let full = store::reserve(&Counting::attempts(&tx), tried, email).await;
    policy::trying(full.map_err(database)?, tx.now())?;
    backend.commit(tx).await
}

/// Gives the place back of an attempt that was none: it was not looked at, or was right.
pub async fn release(backend: &Backend, tried: Tried, email: &Email) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let released = store::release(&Counting::attempts(&tx), tried, email).await;
    released.map_err(database)?;
    backend.commit(tx).await
}

/// Gives the place back within the write that did what was tried.
pub async fn forgive(tx: &WriteTx, email: &Email) -> Result<(), ApiError> {
    let released = store::release(&Counting::attempts(tx), Tried::Password, email).await;
    released.map_err(database)
}

/// Forgets attempts that failed, within the write that did what was tried.
pub async fn clear(tx: &WriteTx, tried: Tried, email: &Email) -> Result<(), ApiError> {
    let cleared = store::clear_attempts(&Counting::attempts(tx), tried, email).await;
    cleared.map_err(database)
}

/// Holds an account whose password is still the one that was shown.
pub async fn hold_shown(
    tx: &WriteTx,
    account: AccountId,
    shown: PasswordHash,
) -> Result<(), ApiError> {
    let standing = store::hold_password(tx, account).await;
    match standing.map_err(database)? == Some(shown) {
        true => Ok(()),
        false => Err(IdentityError::WrongPassword.into()),
    }
}

/// What becomes of an attempt that was refused: a guess keeps its place, what was refused to
/// whoever knew gives it back.
pub async fn refuse(
    backend: &Backend,
    tx: WriteTx,
    email: &Email,
    refusal: IdentityError,
) -> ApiError {
    if !refusal.is_a_guess() {
        let given = async {
            forgive(&tx, email).await?;
            backend.commit(tx).await
        };
        if let Err(error) = given.await {
            return error;
        }
    }
    refusal.into()
}

/// The account whose address and password were shown. Its place is still taken: it is given
/// back by whoever did what the password was shown for.
///
/// A wrong password and an unknown address get the same answer after the same work.
pub async fn by_password(
    backend: &Backend,
    gate: &Gate,
    email: &Email,
    password: &str,
) -> Result<(AccountId, PasswordHash), ApiError> {
    limits::take(Act::Password)?;
    reserve(backend, Tried::Password, email).await?;
    let found = store::account_by_email(backend.reader(), email).await;
    let (account, hash) = found.map_err(database)?.unzip();
    let fits = fits(backend, gate, email, (password, hash.clone())).await?;
    let known = account.zip(hash).filter(|_| fits);
    Ok(known.ok_or(IdentityError::BadCredentials)?)
}

/// The address and the password of somebody signed in, who showed it again. As with
/// [`by_password`], the place is still taken: a stolen token is no way to try passwords.
pub async fn own_password(
    backend: &Backend,
    gate: &Gate,
    account: AccountId,
    password: &str,
) -> Result<(Email, PasswordHash), ApiError> {
    limits::take(Act::Password)?;
    let found = store::credentials(backend.reader(), account).await;
    let (email, hash) = found.map_err(database)?.ok_or(IdentityError::BadToken)?;
    reserve(backend, Tried::Password, &email).await?;
    if !fits(backend, gate, &email, (password, Some(hash.clone()))).await? {
        return Err(IdentityError::WrongPassword.into());
    }
    Ok((email, hash))
}

async fn fits(
    backend: &Backend,
    gate: &Gate,
    email: &Email,
    (password, hash): (&str, Option<PasswordHash>),
) -> Result<bool, ApiError> {
    let password = Password::try_with(password);
    match gate.passwords().matches(&password, hash).await {
        Ok(fits) => Ok(fits),
        Err(error) => {
            // The queue was full: nothing was tried.
            release(backend, Tried::Password, email).await?;
            Err(error.into())
        }
    }
}
