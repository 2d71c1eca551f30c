//! Applications, as values.

use chrono::{DateTime, Utc};

use crate::identities;
use crate::kernel::id::{AccountId, ProviderId};

/// How long a name may be.
pub const LONGEST_NAME: usize = 200;
/// How long an address may be.
pub const LONGEST_WEBSITE: usize = 2_000;
/// How long reasons may be, of the applicant and of the administrator.
pub const LONGEST_REASON: usize = 2_000;

identities! {
    /// An application for a provider.
    ApplicationId = "ProviderApplication";
}

crate::words! {
    /// How far an application is
    State as ProviderApplicationState "ProviderApplicationState" {
        /// Nobody decided yet
        Waiting = "waiting" / "WAITING",
        /// The provider is its own, and the applicant acts for it
        Verified = "verified" / "VERIFIED",
        /// An administrator said no, and why
        Refused = "refused" / "REFUSED",
    }
}

/// For what somebody applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// For a provider that is not known yet.
    New {
        /// What it is called.
        name: String,
        /// A code of the list `provider_kind`.
        kind: String,
    },
    /// For one that stands here from public sources.
    Claim(ProviderId),
}

/// An application, as it is kept.
#[derive(Clone, Debug)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// Who applies.
    pub account: AccountId,
    /// For what.
    pub wish: Wish,
    /// Where the organisation is found.
    pub website: String,
    /// Why the applicant may act for it.
    pub reason: String,
    /// How far it is.
    pub state: State,
    /// Why it was refused.
    pub answer: Option<String>,
    /// The provider that came of it.
    pub provider: Option<ProviderId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}
