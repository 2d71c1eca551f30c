//! What parents say of a course, without anybody being able to tell who said it.
//!
//! A parent draws a right with their account, once for each course, and posts with it
//! without their account. What ties the two is the token in the parent's own hands:
//! drawing writes a pseudonym and nothing else, posting writes a review and a digest of
//! the token. No row, order, time or transaction has both. Reviews come out together,
//! so that nobody learns from what appears when.

mod error;
mod model;
mod policy;
mod store;
mod token;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::ReviewError;
pub use model::{Basis, Drawn, ModeratedReviewId, Published, ReviewId, Shown, Summary};
pub use store::{TOPIC, shown};
