//! Hats that are given: by whom, to whom, and those that are yet to be taken up.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Email, Grant, GrantId};
use crate::identities;
use crate::kernel::id::AccountId;

identities! {
    /// A hat that somebody was asked to wear.
    ProposalId = "GrantProposal";
}

/// How long a proposal stands.
pub const PROPOSAL: TimeDelta = TimeDelta::days(14);

/// A hat that somebody wears, as those see it who may take it.
#[derive(Clone, Debug)]
pub struct Given {
    /// Its id.
    pub id: GrantId,
    /// Whose.
    pub account: AccountId,
    /// Their address.
    pub email: Email,
    /// The hat.
    pub grant: Grant,
    /// Since when.
    pub granted_at: DateTime<Utc>,
}

/// A hat that somebody was asked to wear.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// The address that was asked.
    pub email: Email,
    /// A digest of the code that was mailed to it.
    pub code_digest: String,
    /// The hat, with what goes with it.
    pub grant: Grant,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// The account that took it up.
    pub accepted_by: Option<AccountId>,
    /// Who seconded it, where one has to.
    pub seconded_by: Option<AccountId>,
    /// When it was proposed.
    pub created_at: DateTime<Utc>,
    /// When it lapses.
    pub expires_at: DateTime<Utc>,
    /// Whether it came to be: the account may wear the hat.
    pub granted: bool,
}
