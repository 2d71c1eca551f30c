//! Partners who belong together, and what parents say of their own situation.
//!
//! A household is two accounts at most, so that figures count it once. Nothing of one is shown
//! to the other but that the link is there. What somebody says of their own situation is coarse,
//! theirs alone, and gone when they erase it.

mod error;
mod model;
mod policy;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::HouseholdError;
pub use service::tend;
