//! Webhooks: a provider's own systems are told what happens (Standard Webhooks 1.0).
//!
//! What happened is noted in the write that does it (`kernel::happened`). From there it becomes
//! a message to each webhook of the provider that wants it, and is tried for three days; what
//! does not arrive stays in the log, to be sent again. A webhook hears of its own provider's
//! things alone, and messages hold ids and keys.

mod error;
mod model;
mod policy;
mod reach;
mod sender;
mod signature;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::WebhookError;
pub use model::{Webhook, WebhookDeliveryId, WebhookId};
pub use reach::{Names, Reach};
