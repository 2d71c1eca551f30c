//! The terms of use, and agreeing to them.

use super::super::model::{TERMS, TermsOfUse};
use super::super::policy;
use super::super::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database, sound};
use crate::kernel::language::Text;

/// The terms of use as they stand.
pub fn terms_of_use() -> TermsOfUse {
    TERMS
}

/// Notes that somebody agrees to the terms of use as they stand.
pub async fn agree(backend: &Backend, actor: &Actor, version: &str) -> Result<(), ApiError> {
    policy::signed_in(actor)?;
    let mut faults = Vec::new();
    check(version, "/version", &mut faults);
    sound(faults)?;
    let tx = backend.write().await?;
    let leave = policy::agreeing(&tx, actor)?;
    store::agree(&leave, version).await.map_err(database)?;
    backend.commit(tx).await
}

/// Holds a version against the one that stands: nobody agrees to what they did not see.
pub fn check(version: &str, pointer: &'static str, faults: &mut Vec<Fault>) {
    if version != TERMS.version {
        let stands = TERMS.version;
        faults.push(Fault::at(
            pointer,
            "account.terms_outdated",
            Text::new(
                format!("dit is niet de versie die geldt; dat is {stands}"),
                format!("this is not the version that stands, which is {stands}"),
            ),
        ));
    }
}
