//! Who is known as a foster parent. How that is found out is another slice's.

use chrono::{DateTime, Utc};

use super::super::model::{Grant, HatKind, VERIFICATION};
use super::super::policy::{self, Unverifying};
use super::super::store;
use super::grants::tell_hats_changed;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::AccountId;

/// Has the parent who asks be known as a foster parent for a year, within a write that does
/// more; until when. Their next refresh finds it.
pub async fn verify(tx: &WriteTx, actor: &Actor) -> Result<DateTime<Utc>, ApiError> {
    let leave = policy::verifying(tx, actor)?;
    let until = tx.now() + VERIFICATION;
    store::verify(&leave, until).await.map_err(database)?;
    Ok(until)
}

/// Has people be known as foster parents no more, within a write that does more: their
/// sessions as parents end, and they are told that something changed.
pub async fn unverify(
    backend: &Backend,
    tx: &WriteTx,
    accounts: &[AccountId],
) -> Result<(), ApiError> {
    let leave = Unverifying::on_anothers_word(tx);
    // Held as whoever signs in holds them, and in one order.
    let mut accounts = accounts.to_vec();
    accounts.sort_unstable_by_key(|account| account.0);
    for account in &accounts {
        store::hold_account(tx, *account).await.map_err(database)?;
        store::unverify(&leave, *account).await.map_err(database)?;
        let worn = Grant::of(HatKind::Parent);
        let sessions = store::sessions_under(tx, *account, &worn).await;
        let ending = leave.ending(sessions.map_err(database)?);
        store::end_sessions(&ending).await.map_err(database)?;
        tell_hats_changed(backend, tx, *account).await?;
    }
    Ok(())
}
