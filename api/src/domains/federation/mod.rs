//! Signing in by another issuer (OpenID Connect), and its tokens in the place of ours.
//!
//! An issuer is in the settings, or is not known. It tells who somebody is; whose account that is
//! here, they said themselves, and no address is ever taken for it. What an issuer says of roles
//! is believed as far as the settings go, for a while, and never of a role that can do harm to
//! others. Where an issuer cannot be reached, nothing of ours waits for it.

mod bearer;
mod claims;
mod error;
mod issuer;
mod keys;
mod model;
mod policy;
mod reach;
mod round;
mod settings;
mod sign_in;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use bearer::actor_in;
pub use error::FederationError;
pub use issuer::Federation;
pub use settings::{BadIssuers, IssuerSettings, RoleRule};
