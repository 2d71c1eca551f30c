//! How often one may try.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::super::error::IdentityError;

/// How many attempts may fail for one address within [`WINDOW`].
pub const MOST_FAILURES: i32 = 10;
/// How long failed attempts are counted against an address.
pub const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Lets an attempt be looked at for which there was a place; where there was none, those
/// that stand are counted since a moment.
pub fn trying(full_since: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<(), IdentityError> {
    match full_since {
        Some(since) => {
            let wait = (since + WINDOW - now).to_std().unwrap_or(Duration::ZERO);
            Err(IdentityError::TooManyAttempts(wait))
        }
        None => Ok(()),
    }
}
