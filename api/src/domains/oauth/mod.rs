//! Programs of others that ask for tokens (OAuth 2.1).
//!
//! A provider's own system acts for it with a token of its own, and does what the token's scopes
//! say and no more. What a program shows to be given one is kept as a digest alone, or not at
//! all where it signs with keys of its own.
//!
//! A front-end of others has people sign in here, on pages of ours, and is given a code that it
//! trades for a session of theirs. It never sees a password, and knows nobody by what another
//! front-end knows them by.

mod assertion;
mod code;
mod error;
mod model;
mod policy;
mod secret;
mod standing;
mod store;
mod ticket;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::OauthError;
pub use model::ApiClient;
pub use standing::Standing;
