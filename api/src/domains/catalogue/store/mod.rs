//! How the catalogue's rows are read and written.

mod read;
mod seed;

pub use read::facts;
pub use seed::seed;
