//! Foster parents show that they are one, with a code on paper.
//!
//! Whoever meets them (an organisation, a network, a municipality, a council) makes a batch of
//! codes and hands them out. A code serves once: the account that showed it keeps which batch it
//! came from and no code, and of the code nothing is left. A batch is large enough not to point
//! at anybody, and can be revoked as a whole.

mod code;
mod error;
mod model;
mod policy;
mod sheet;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use code::Code;
pub use error::VerificationError;
pub use model::BatchId;
pub use service::{Undoer, tend};
