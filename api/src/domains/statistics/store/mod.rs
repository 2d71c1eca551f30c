//! How published figures are read and written.

mod read;
mod shipped;
mod write;

pub use read::datasets;
pub use write::publish;
