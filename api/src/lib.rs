//! The open backend of the Dutch learning platform for foster parents.

pub mod app;
pub mod domains;
pub mod kernel;
