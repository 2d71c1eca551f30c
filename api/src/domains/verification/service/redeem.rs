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
use crate::kernel::error::{ApiError, database};

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
    let code = Code::typed(typed, "verification.code_mistyped")?;
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
