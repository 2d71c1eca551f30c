//! Who somebody is to a front-end of others: another to each, so that no two can compare.
//!
//! A front-end's token names a pseudonym, and holds sealed, for us alone, whose account it is and
//! whatever else would be the same in the token of another front-end: nobody is looked up to be
//! let in.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::clock::Ids;
use crate::kernel::id::{AccountId, ClientId};
use crate::kernel::pseudonym::Pseudonyms;
use crate::kernel::sealed::Sealer;

/// Makes subjects for front-ends, and reads back whose they are.
#[derive(Clone, Debug)]
pub struct Subjects {
    pseudonyms: Pseudonyms,
    sealer: Sealer,
}

/// What a front-end's token holds for us alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hidden {
    /// Whose account it is.
    pub account: Uuid,
    /// Until when they are known to be a foster parent: to the second, and so nearly a name.
    pub verified_until: Option<i64>,
}

impl Subjects {
    /// Subjects that follow from the key behind the pseudonyms: the same on every node.
    pub fn new(pseudonyms: &Pseudonyms) -> Self {
        Self {
            sealer: Sealer::new(pseudonyms, "what a front-end's token hides"),
            pseudonyms: pseudonyms.clone(),
        }
    }

    /// Who somebody is to a front-end: always the same to it, and another to the next.
    pub fn of(&self, client: ClientId, account: AccountId) -> String {
        let about = [client.0.as_bytes().as_slice(), account.0.as_bytes()];
        let subject = self.pseudonyms.of("front_end_subject", &about);
        BASE64_URL_SAFE_NO_PAD.encode(subject)
    }

    /// Seals what is for us alone; nothing where it cannot be done.
    pub fn seal(&self, ids: &Ids, client: ClientId, hidden: Hidden) -> Option<String> {
        let bytes = serde_json::to_vec(&hidden).ok()?;
        self.sealer.seal(ids, client.0.as_bytes(), &bytes)
    }

    /// What was sealed for this front-end's token; nothing for anything else.
    pub fn open(&self, client: ClientId, sealed: &str) -> Option<Hidden> {
        let bytes = self.sealer.open(client.0.as_bytes(), sealed)?;
        serde_json::from_slice(&bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_front_ends_know_somebody_by_the_same_name_and_each_its_own_again() {
        let subjects = Subjects::new(&Pseudonyms::new(&[7; 32]));
        let account = AccountId(Uuid::from_u128(1));
        let [one, other] = [2, 3].map(|id| ClientId(Uuid::from_u128(id)));
        assert_eq!(subjects.of(one, account), subjects.of(one, account));
        assert_ne!(subjects.of(one, account), subjects.of(other, account));

        let hidden = Hidden {
            account: account.0,
            verified_until: Some(1_800_000_000),
        };
        let sealed = subjects.seal(&Ids::System, one, hidden).unwrap();
        assert_eq!(subjects.open(one, &sealed), Some(hidden));
        assert_eq!(subjects.open(other, &sealed), None);
        assert_ne!(subjects.seal(&Ids::System, one, hidden).unwrap(), sealed);
    }
}
