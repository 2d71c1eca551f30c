//! The closed community: rooms, threads and posts, where foster parents talk among
//! themselves.
//!
//! Somebody has another name in each thread, and nothing that is shown or kept ties
//! two of them together, or one of them to an account. What may not be read is
//! answered as what is not there.

mod error;
mod hall;
mod model;
mod names;
mod policy;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::CommunityError;
pub use hall::Community;
pub use model::{PostId, RoomId, ThreadId};
pub use service::seed;
