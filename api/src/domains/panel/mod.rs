//! The panel: foster parents who think along. They bring ideas and answer
//! consultations.
//!
//! An answer is counted and kept in no other way: who answered stands in one table, how
//! often what was answered in another, and nothing ties the two. Results are told after
//! the closing day alone, to everybody at once and to nobody before.

mod error;
mod model;
mod policy;
mod store;

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;

pub use error::PanelError;
pub use model::{ConsultationId, IdeaId};
pub use service::{demo, tend};
