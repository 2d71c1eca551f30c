//! Organisations keep their offer up to date here: they push rows, and get a receipt
//! that says of each row what became of it and why.
//!
//! A row that is wrong is refused with every fault named; the others stand. The rows
//! themselves are the catalogue's: this slice reads them, has the catalogue put them,
//! and keeps the receipt.

mod cell;
mod columns;
mod desk;
mod error;
mod incoming;
mod model;
mod policy;
mod reading;
mod receipt_file;
mod remedies;
mod store;
mod table;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use desk::Desk;
pub use error::PushError;
pub use model::{AccreditationContent, MOST_BYTES, Message, PushId, turn};
pub use reading::{MOST_EDITIONS, read_accreditations, read_alone};
pub use remedies::{Remedy, remedies};
pub use service::{PriceLineContent, carry_on, forget};
