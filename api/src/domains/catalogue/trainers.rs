//! How trainers and what they completed are written, for the slice that does so.
//!
//! The rows are the catalogue's, because the public reads them with its courses; each write
//! takes a proof of who may.

use super::error::{CatalogueError, Thing};
use super::snapshot::TOPIC;
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;

pub use super::model::{
    CredentialId, CredentialState, EditionId, OwnCredential, OwnTrainer, TakeOff, TrainerId,
};
pub use super::policy::{Hiding, Speaking, hiding, speaking};
pub use super::store::trainers::{
    add_credential, add_trainer, ask, change_credential, courses_named, credential, credentials,
    credentials_of, editions_among, give_right, hide_trainer, hold_credential, hold_trainer,
    is_asked, is_issuer, put_trainer, remove_credential, remove_trainer, settle, take_offs,
    take_right, trainer, trainers, trainers_of,
};

/// There is no such trainer, or none that one may know of.
pub fn absent() -> CatalogueError {
    CatalogueError::NotFound(Thing::Trainer)
}

/// Has every node read the catalogue again.
pub fn changed(tx: &WriteTx, provider: ProviderId) {
    tx.changed(TOPIC, provider.0.to_string());
}
