//! What can be done with batches and codes. Both doors come through here.

mod batches;
mod redeem;
mod undo;

/// What codes are hashed for.
const PURPOSE: &str = "verification_code";

pub use batches::{BatchWish, batch, batches, figures, make, revoke, tend};
pub use redeem::redeem;
pub use undo::Undoer;
