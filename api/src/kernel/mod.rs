//! The words every slice speaks. The kernel knows no slice.

pub mod actor;
pub mod audit;
pub mod backend;
pub mod body;
pub mod client;
pub mod clock;
pub mod count;
pub mod db;
pub mod decimal;
pub mod door;
pub mod effects;
pub mod error;
pub mod feed;
pub mod form;
pub mod id;
pub mod idempotency;
pub mod kept;
pub mod language;
pub mod mail;
pub mod moment;
pub mod page;
pub mod pseudonym;
pub mod query;
pub mod revision;
pub mod text;
pub mod words;
