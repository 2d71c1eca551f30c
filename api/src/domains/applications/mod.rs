//! Organisations find their way in here: somebody with an account applies for one that is
//! not known yet, or claims one that stands here from public sources.
//!
//! An administrator looks whether that is right, outside this program. Verified, the
//! provider is its own, and the applicant may act for it; nothing else gives that hat away.

mod error;
mod model;
mod policy;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::ApplicationError;
pub use model::ApplicationId;
