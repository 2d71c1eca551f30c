//! How trainers and their credentials look to those whom they concern: one shape for both doors.

mod accredited;
mod credential;
mod own;

pub use accredited::ProviderAccreditationsView;
pub use credential::{IssuerRightView, OwnCredentialView};
pub use own::{OwnTrainerView, TakeOffView};
