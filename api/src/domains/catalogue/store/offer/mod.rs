//! A provider's courses as it says they are: first a plan, from what stands; then
//! the writes, as many rows in a statement as both databases take.

mod hidden;
mod plan;
mod planned;
mod seen;
mod whole;
mod write;

pub use plan::plan;
pub use whole::{confirm_whole, free_key, standing, take_back, withdrawn};
pub(super) use write::titled;
pub use write::{Confirming, carry_out};
