//! Letters about sessions that began with a kind of browser or app not seen before.

use super::super::letters;
use super::super::model::{Device, Email};
use super::super::policy::Proved;
use super::super::store;
use super::addresses::tell;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};

/// Notes with what somebody signs in, and has a letter sent where it is new: one a day at
/// most, and none about the first.
pub async fn note_device(
    backend: &Backend,
    leave: &Proved<'_>,
    (email, agent): (&Email, Option<&str>),
) -> Result<(), ApiError> {
    let device = Device::of(agent);
    let (account, family) = (leave.account(), device.family());
    let about = [account.0.as_bytes().as_slice(), family.as_bytes()];
    let kept = backend.pseudonyms.of("device", &about);
    let kept = blake3::Hash::from_bytes(kept).to_hex().to_string();
    let known = store::known_devices(leave, &kept).await.map_err(database)?;
    let tells = known.any && !known.this && !known.told;
    let put = store::put_device(leave, kept, (backend.clock.today(), tells)).await;
    put.map_err(database)?;
    if tells {
        tell(backend, leave.tx(), &letters::new_device(email, &device)).await?;
    }
    Ok(())
}
