//! How the catalogue's rows are read and written.

mod demo;
mod editions;
mod misses;
mod offer;
mod own;
mod read;
mod seed;
mod subjects;

pub use demo::add_examples;
pub use misses::{add_misses, misses};
pub use offer::{carry_out, plan};
pub use own::{own_course, own_courses, stand};
pub use read::{facts, pillar_ids};
pub use seed::seed;
