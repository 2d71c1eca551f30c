//! A provider's courses as it says they are: first a plan, from what stands; then
//! the writes, as many rows in a statement as both databases take.

mod hidden;
mod plan;
mod planned;
mod seen;
mod write;

pub use plan::plan;
pub use write::carry_out;
pub(super) use write::titled;
