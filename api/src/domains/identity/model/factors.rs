//! What people show beside their password.

use chrono::{DateTime, Utc};

/// The second factor of an account, held until the write ends.
pub struct HeldFactor {
    /// The secret, sealed.
    pub sealed: String,
    /// Whether a first code was shown: until then it is asked of nobody.
    pub confirmed: bool,
    /// The last step of time whose code was shown.
    pub last_step: Option<i64>,
}

/// What somebody showed beside their password.
pub enum Beside {
    /// Nothing.
    Nothing,
    /// A code that is none, or no longer.
    Wrong,
    /// The code of a step of time.
    Step(i64),
    /// A recovery code, as it is kept.
    Recovery(String),
    /// A passkey, which is in the place of the password too.
    Passkey,
    /// The word of another issuer that it asked for two.
    Issuer,
}

/// What an app needs to make codes: shown once.
pub struct Enrolment {
    /// The secret, in base 32.
    pub secret: String,
    /// The same as an address that an app reads.
    pub uri: String,
}

/// The second factor of somebody's own account.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnFactor {
    /// Since when it is asked for, where it is.
    pub since: Option<DateTime<Utc>>,
    /// How many recovery codes were not used yet.
    pub recovery_codes_left: u64,
}
