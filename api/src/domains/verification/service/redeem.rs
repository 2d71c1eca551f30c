//! Showing a code, and being known as a foster parent for a year.

use chrono::{DateTime, Utc};

use super::super::code::Code;
use super::super::error::VerificationError;
use super::super::policy;
use super::super::store;
use super::PURPOSE;
use crate::domains::identity;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Fault, database};
use crate::kernel::language::Text;

/// Uses a code up: the parent is known as one until the moment that is given.
///
/// That they try is counted in a write of its own, before anything is looked at. Of the code
/// nothing is left then, and it is not what the account keeps.
pub async fn redeem(
    backend: &Backend,
    actor: &Actor,
    typed: &str,
) -> Result<DateTime<Utc>, ApiError> {
    let parent = policy::parent(actor)?;
    let Some(code) = Code::read(typed) else {
        return Err(ApiError::invalid(vec![Fault::at(
            "/code",
            "verification.code_mistyped",
            Text::new(
                "er zit een tikfout in deze code; kijk nog eens op het papier",
                "there is a slip in this code; look at the paper once more",
            ),
        )]));
    };
    let tx = backend.write().await?;
    let tried = store::attempts(&tx, parent.account()).await;
    let leave = policy::attempting(&tx, parent, tried.map_err(database)?)?;
    store::count_attempt(&leave).await.map_err(database)?;
    backend.commit(tx).await?;

    let digest = code.digest(PURPOSE, &backend.pseudonyms);
    let tx = backend.write().await?;
    let of = store::batch_of(&tx, &digest).await.map_err(database)?;
    let batch = match of {
        Some(id) => store::hold(&tx, id).await.map_err(database)?,
        None => None,
    };
    let leave = policy::redeeming(&tx, parent, batch)?;
    let until = identity::service::verify(&tx, actor).await?;
    let used = store::use_up(&leave, &digest, until).await;
    if !used.map_err(database)? {
        return Err(VerificationError::BadCode.into());
    }
    backend.commit(tx).await?;
    Ok(until)
}
