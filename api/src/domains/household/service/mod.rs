//! What can be done with households and situations. Both doors come through here.

mod households;
mod situations;

pub use households::{accept, household, invite, leave, tend};
pub use situations::{SituationWish, erase, save, situation};
