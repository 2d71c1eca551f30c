//! What can be done with trainers and with who stands for whom. Both doors come through here.

mod accredited;
mod credentials;
mod own;
mod rights;
mod take_off;
mod wishes;

use super::error::TrainerError;
use crate::domains::catalogue::trainers::{self, TrainerId};
use crate::kernel::actor::Person;
use crate::kernel::audit::Act;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::error::{ApiError, database};
use crate::kernel::id::parse_global;
use uuid::Uuid;

pub use accredited::{AccreditationsRequest, Accredited, accredit};
pub use credentials::{Step, create as credit, credentials, remove as discredit, step};
pub use own::{create, keep, own_trainers, remove, replace};
pub use rights::{give_right, take_right};
pub use take_off::{take_off, take_offs};
pub use wishes::{
    CredentialRequest, ReplaceRequest, StepRequest, TakeOffRequest, TrainerContent, TrainerRequest,
};

/// Reads an id as either door writes it; what is none names nothing.
pub fn trainer_id(word: &str) -> Result<TrainerId, TrainerError> {
    let id = read_id(word, "Trainer");
    id.map(TrainerId).ok_or_else(|| trainers::absent().into())
}

/// The id in a bare or a global one of a kind.
pub(super) fn read_id(word: &str, kind: &str) -> Option<Uuid> {
    match parse_global(word) {
        Some((of, id)) if of == kind => Some(id),
        Some(_) => None,
        None => Uuid::try_parse(word).ok(),
    }
}

/// What is done in office is written down; never a name.
async fn write_down(
    backend: &Backend,
    tx: &WriteTx,
    (name, by): (&'static str, &Person),
    subject: String,
) -> Result<(), ApiError> {
    let act = Act {
        name,
        by: Some(by),
        subject,
        detail: None,
    };
    let written = tx.audit(backend.ids.random(), act).await;
    written.map_err(database)
}
