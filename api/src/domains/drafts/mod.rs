//! Organisations write their offer by hand here: a draft of a new course, or beside one
//! that is published, which stays as it is until an editor approves the draft.
//!
//! A draft is held to the rules that a pushed row is held to, by the same reader; it may
//! be wrong and incomplete until it is submitted. Of a course that an organisation's own
//! system pushes a draft can be written too: the next push that names the course takes its
//! place again, and both the draft and the receipt of the push say so.

mod error;
mod model;
mod policy;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::DraftError;
pub use model::DraftId;
