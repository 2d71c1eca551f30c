//! Trainers and what they completed: read for the public, read for those who look after
//! them, and written.

mod credentials;
mod own;
mod public;
mod take_offs;
mod write;

pub use credentials::{
    add_credential, change_credential, credential, credentials, credentials_of, give_right,
    hold_credential, is_issuer, remove_credential, take_right,
};
pub use own::{courses_named, editions_among, hold_trainer, trainer, trainers, trainers_of};
pub(in crate::domains::catalogue) use public::{read_trainers, say_so};
pub use take_offs::{ask, is_asked, settle, take_offs};
pub use write::{add_trainer, hide_trainer, put_trainer, remove_trainer};

/// Whether the public may know who a trainer is: the one place that says so of a row.
fn is_named(row: &entities::trainers::Model) -> bool {
    row.public_name && row.hidden_at.is_none()
}
