//! Who gives courses and who stands for that: trainers, their credentials, and who accredits
//! a provider.
//!
//! What the public sees of it stands in the catalogue, with the rows; here it is decided who
//! writes what. A foster parent who gives courses is named only where they want to be, and
//! whoever asks that they are not is not asked who they are (`docs/trainers.md`).

mod error;
mod policy;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::TrainerError;
