//! What stands between the two pages: somebody signed in, and has not agreed yet.
//!
//! It is sealed and handed to their browser, so that nothing has to be remembered here. It opens
//! for the same question alone, and for a few minutes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domains::identity::Role;
use crate::kernel::backend::Backend;
use crate::kernel::id::AccountId;
use crate::kernel::sealed::Sealer;

/// How long somebody may take to agree.
const LIFE: TimeDelta = TimeDelta::minutes(10);

/// Somebody who signed in, for one question.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Who.
    pub account: AccountId,
    /// A digest of the password's hash that stood then.
    pub standing: String,
    /// The roles that they may act in through a front-end.
    pub roles: Vec<Role>,
    /// When they signed in.
    pub signed_in_at: DateTime<Utc>,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    account: Uuid,
    standing: String,
    roles: Vec<Role>,
    at: i64,
}

fn sealer(backend: &Backend) -> Sealer {
    Sealer::new(&backend.pseudonyms, "ticket between two pages")
}

impl Ticket {
    /// Seals it, for the question that it is about.
    pub fn seal(&self, backend: &Backend, about: &[u8]) -> Option<String> {
        let sealed = Sealed {
            account: self.account.0,
            standing: self.standing.clone(),
            roles: self.roles.clone(),
            at: self.signed_in_at.timestamp(),
        };
        let bytes = serde_json::to_vec(&sealed).ok()?;
        sealer(backend).seal(&backend.ids, about, &bytes)
    }

    /// Opens it; nothing where it is over, or about another question.
    pub fn open(backend: &Backend, about: &[u8], text: &str) -> Option<Self> {
        let bytes = sealer(backend).open(about, text)?;
        let sealed: Sealed = serde_json::from_slice(&bytes).ok()?;
        let signed_in_at = DateTime::from_timestamp(sealed.at, 0)?;
        let now = backend.clock.now();
        (signed_in_at + LIFE > now).then_some(Self {
            account: AccountId(sealed.account),
            standing: sealed.standing,
            roles: sealed.roles,
            signed_in_at,
        })
    }
}
