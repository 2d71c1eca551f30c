//! Addresses of people: as they are typed, looked up, and written to.

use super::super::error::IdentityError;
use super::super::model::Email;
use super::super::store;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::AccountId;
use crate::kernel::letter::Letter;

/// An address as somebody typed it.
pub fn typed(email: &str) -> Result<Email, ApiError> {
    let mut faults = Vec::new();
    Email::parse(email, &mut faults).ok_or_else(|| ApiError::invalid(faults))
}

/// The address of an account.
pub async fn address(backend: &Backend, account: AccountId) -> Result<Email, ApiError> {
    let found = store::credentials(backend.reader(), account).await;
    let (email, _) = found.map_err(database)?.ok_or(IdentityError::BadToken)?;
    Ok(email)
}

/// Has a letter sent.
pub async fn tell(backend: &Backend, tx: &WriteTx, letter: &Letter) -> Result<(), ApiError> {
    let noted = tx.effect(backend.ids.random(), letter).await;
    noted.map_err(database)
}
