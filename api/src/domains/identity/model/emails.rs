//! Other addresses for accounts.

use chrono::{DateTime, Utc};

use super::Email;
use crate::kernel::id::AccountId;

/// Somebody asked for another address.
pub struct EmailChange {
    /// The address asked for.
    pub email: Email,
    /// A digest of the code that was mailed to it.
    pub code_digest: String,
    /// Until when the code serves.
    pub expires_at: DateTime<Utc>,
}

/// An address that an account had.
pub struct EmailReturn {
    /// Which account.
    pub account: AccountId,
    /// A digest of the code that was mailed to the address.
    pub code_digest: String,
    /// When the address was changed.
    pub changed_at: DateTime<Utc>,
    /// Until when the code serves.
    pub expires_at: DateTime<Utc>,
}
