//! How the catalogue's rows are read and written.

mod demo;
mod editions;
mod offer;
mod read;
mod seed;

pub use demo::add_examples;
pub use offer::{carry_out, plan};
pub use read::{facts, pillar_ids};
pub use seed::seed;
