//! The words every slice speaks. The kernel knows no slice.

pub mod actor;
pub mod backend;
pub mod body;
pub mod client;
pub mod clock;
pub mod db;
pub mod door;
pub mod error;
pub mod feed;
pub mod id;
pub mod language;
pub mod moment;
pub mod page;
pub mod query;
pub mod revision;
pub mod words;
