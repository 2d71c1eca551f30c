//! Who gives courses and who stands for that: trainers, their credentials, and who accredits
//! a provider.
//!
//! What the public sees of it stands in the catalogue; here it is written.

pub mod graphql;
pub mod rest;
pub mod service;
pub mod view;
