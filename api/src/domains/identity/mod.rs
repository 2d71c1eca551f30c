//! Accounts, the hats they may wear, and the sessions in which they wear one.
//!
//! That somebody has an account is a secret. Whoever asks for an account, a code or
//! a session gets the same answer, after the same work, whether or not the address
//! is known here.

mod error;
mod factor;
mod gate;
mod keys;
mod letters;
mod model;
mod passkey;
mod password;
mod policy;
mod refresh;
mod store;
mod subjects;
#[cfg(test)]
mod tests;
mod token;
mod view;

pub mod demo;
pub mod graphql;
pub mod rest;
pub mod service;

pub use error::IdentityError;
pub use gate::{Gate, GateSettings};
pub use graphql::{
    AccountConfirmPayload, AccountRegisterPayload, IdentityLinkCreatePayload, SessionPayload,
};
pub use keys::{KeyPlace, SealingKey};
pub use letters::Became;
pub use model::{
    Account, ClaimedRole, Email, FrontEnd, Grant, HatKind, OutsideToken, Outsider, OwnLink,
    Password, Role, Session, SessionId,
};
pub use passkey::PasskeyPlace;
pub use rest::{AccountBody, IdentityLinkBody, RegistrationAccepted, SessionBody};
pub use token::LIFE as TOKEN_LIFE;
