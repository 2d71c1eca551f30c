//! Asking for an account, and confirming that the address is one's own.
//!
//! An account begins to be when its address is confirmed. Until then there is only
//! somebody who asked, with a password of their own choice; the code tells which of
//! those who asked with one address it was that could read the mail.

use chrono::TimeDelta;

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::letters;
use super::super::model::{Account, Email, Grant, GrantId, HatKind, Password, Registration, Tried};
use super::super::policy::{self, Counting};
use super::super::store;
use super::attempts::reserve;
use super::codes::{Purpose, code, digest, tidy};
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::AccountId;
use crate::kernel::limits::{self, Act};

/// How long a code serves.
pub const CODE_LIFE: TimeDelta = TimeDelta::hours(24);

/// Asks for an account.
///
/// Whether or not the address has one, the same work is done and the same said;
/// only the letter differs, and only the owner of the address reads that.
pub async fn register(
    backend: &Backend,
    gate: &Gate,
    email: &str,
    password: &str,
) -> Result<(), ApiError> {
    let mut faults = Vec::new();
    let email = Email::parse(email, &mut faults);
    let password = Password::choose(password, email.as_ref(), &mut faults);
    let (Some(email), Some(password)) = (email, password) else {
        return Err(ApiError::invalid(faults));
    };
    limits::take(Act::Letter)?;
    let hash = gate.passwords().hash(&password).await?;
    let code = code(backend.ids.secret());
    let tx = backend.write().await?;
    let known = store::account_by_email(tx.conn(), &email).await;
    let letter = match known.map_err(database)? {
        Some(_) => letters::account_exists(&email),
        None => letters::code(&email, &code),
    };
    let asked = store::asked_since(&tx, &email, tx.now() - CODE_LIFE).await;
    if let Some(leave) = policy::registering(&tx, asked.map_err(database)?) {
        let registration = Registration {
            code_digest: digest(Purpose::Confirm, &email, &code),
            email,
            password: hash,
            expires_at: tx.now() + CODE_LIFE,
        };
        store::add_registration(&leave, backend.ids.random(), registration)
            .await
            .map_err(database)?;
        tx.effect(backend.ids.random(), &letter)
            .await
            .map_err(database)?;
    }
    backend.commit(tx).await
}

/// Confirms an address with the code that was mailed to it, and so makes the account.
pub async fn confirm(backend: &Backend, email: &str, code: &str) -> Result<Account, ApiError> {
    let mut faults = Vec::new();
    let Some(email) = Email::parse(email, &mut faults) else {
        return Err(ApiError::invalid(faults));
    };
    reserve(backend, Tried::Confirming, &email).await?;
    let tx = backend.write().await?;
    let asked = store::hold_registrations(&tx, &email).await;
    let asked = asked.map_err(database)?;
    let leave = policy::confirming(&tx, asked, &digest(Purpose::Confirm, &email, &tidy(code)))?;
    let account = Account {
        id: AccountId(backend.ids.random()),
        email,
        grants: vec![Grant::of(HatKind::Parent)],
        created_at: tx.now(),
    };
    let password = leave.registration().password.clone();
    let begins_with = [(GrantId(backend.ids.random()), Grant::of(HatKind::Parent))];
    store::add_account(&leave, account.id, &account.email, password, &begins_with)
        .await
        .map_err(|error| match error {
            // Confirmed twice at once: the second code has nothing left to confirm.
            IdentityError::EmailTaken => IdentityError::BadCode,
            other => other,
        })?;
    store::forget_asked(&leave).await.map_err(database)?;
    let counting = Counting::attempts(&tx);
    let cleared = store::clear_attempts(&counting, Tried::Confirming, &account.email).await;
    cleared.map_err(database)?;
    backend.commit(tx).await?;
    Ok(account)
}
