//! Asking for an account, and confirming that the address is one's own.
//!
//! An account begins to be when its address is confirmed. Until then there is only
//! somebody who asked, with a password of their own choice; the code tells which of
//! those who asked with one address it was that could read the mail.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::TimeDelta;

use super::super::error::IdentityError;
use super::super::gate::Gate;
use super::super::letters;
use super::super::model::{Account, Email, Grant, GrantId, HatKind, Password, Registration, Tried};
use super::super::password::PasswordHash;
use super::super::policy::{self, Confirming};
use super::super::store;
use super::addresses::{tell, typed};
use super::attempts::{clear, reserve};
use super::codes::{Purpose, code, digest, tidy};
use super::terms::check;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::id::AccountId;
use crate::kernel::language::Text;
use crate::kernel::limits::{self, Act};

/// How long a code serves.
pub const CODE_LIFE: TimeDelta = TimeDelta::hours(24);

/// Who wants an account.
#[derive(Clone, Copy)]
pub struct Wish<'a> {
    /// The address.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// To which version of the terms of use they agree.
    pub terms_version: &'a str,
    /// Whether they say that they are 16 or older; no date of birth is asked.
    pub of_age: bool,
}

/// Who wants an account, whom another issuer sent back.
#[derive(Clone, Copy)]
pub struct OutsideRegistration<'a> {
    /// The address.
    pub email: &'a str,
    /// To which version of the terms of use they agree.
    pub terms_version: &'a str,
    /// Whether they say that they are 16 or older.
    pub of_age: bool,
}

/// Asks for an account.
///
/// Whether or not the address has one, the same work is done and the same said;
/// only the letter differs, and only the owner of the address reads that.
pub async fn register(backend: &Backend, gate: &Gate, wish: Wish<'_>) -> Result<(), ApiError> {
    let mut faults = Vec::new();
    let email = Email::parse(wish.email, &mut faults);
    let password = Password::choose(wish.password, email.as_ref(), &mut faults);
    agreed(wish.terms_version, wish.of_age, &mut faults);
    let (Some(email), Some(password), true) = (email, password, faults.is_empty()) else {
        return Err(ApiError::invalid(faults));
    };
    ask(backend, gate, (email, &password), wish.terms_version).await
}

/// As [`register`], for whoever signs in by another issuer: with a password that nobody knows. Whoever
/// wants one has a code mailed.
pub async fn register_outside(
    backend: &Backend,
    gate: &Gate,
    wish: OutsideRegistration<'_>,
) -> Result<(), ApiError> {
    let mut faults = Vec::new();
    let email = Email::parse(wish.email, &mut faults);
    agreed(wish.terms_version, wish.of_age, &mut faults);
    let (Some(email), true) = (email, faults.is_empty()) else {
        return Err(ApiError::invalid(faults));
    };
    let nobodys = BASE64_STANDARD.encode(backend.ids.secret::<32>());
    let nobodys = Password::try_with(&nobodys);
    ask(backend, gate, (email, &nobodys), wish.terms_version).await
}

fn agreed(terms_version: &str, of_age: bool, faults: &mut Vec<Fault>) {
    check(terms_version, "/termsVersion", faults);
    if !of_age {
        faults.push(Fault::at(
            "/ofAge",
            "account.too_young",
            Text::new(
                "een account is voor wie 16 jaar of ouder is",
                "an account is for whoever is 16 years or older",
            ),
        ));
    }
}

async fn ask(
    backend: &Backend,
    gate: &Gate,
    (email, password): (Email, &Password),
    terms_version: &str,
) -> Result<(), ApiError> {
    limits::take(Act::Letter)?;
    limits::take(Act::Password)?;
    let hash = gate.passwords().hash(password).await?;
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
            terms_version: Some(terms_version.to_owned()),
            expires_at: tx.now() + CODE_LIFE,
        };
        store::add_registration(&leave, backend.ids.random(), registration)
            .await
            .map_err(database)?;
        tell(backend, &tx, &letter).await?;
    }
    backend.commit(tx).await
}

/// Confirms an address with the code that was mailed to it, and so makes the account.
pub async fn confirm(backend: &Backend, email: &str, code: &str) -> Result<Account, ApiError> {
    let email = typed(email)?;
    reserve(backend, Tried::Confirming, &email).await?;
    let tx = backend.write().await?;
    let (_, account) = confirm_within(backend, &tx, (&email, code), None).await?;
    backend.commit(tx).await?;
    Ok(account)
}

/// Confirms an address within a write that does more. The account has the password that was asked
/// for, or `another`.
pub(super) async fn confirm_within<'tx>(
    backend: &Backend,
    tx: &'tx WriteTx,
    (email, code): (&Email, &str),
    another: Option<PasswordHash>,
) -> Result<(Confirming<'tx>, Account), ApiError> {
    let asked = store::hold_registrations(tx, email).await;
    let asked = asked.map_err(database)?;
    let leave = policy::confirming(tx, asked, &digest(Purpose::Confirm, email, &tidy(code)))?;
    let account = Account {
        id: AccountId(backend.ids.random()),
        email: email.clone(),
        grants: vec![Grant::of(HatKind::Parent)],
        created_at: tx.now(),
    };
    let asked_for = || leave.registration().password.clone();
    let password = another.unwrap_or_else(asked_for);
    let begins_with = [(GrantId(backend.ids.random()), Grant::of(HatKind::Parent))];
    store::add_account(&leave, account.id, &account.email, password, &begins_with)
        .await
        .map_err(|error| match error {
            // Confirmed twice at once: the second code has nothing left to confirm.
            IdentityError::EmailTaken => IdentityError::BadCode,
            other => other,
        })?;
    store::forget_asked(&leave).await.map_err(database)?;
    clear(tx, Tried::Confirming, &account.email).await?;
    Ok((leave, account))
}
