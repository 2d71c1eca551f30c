//! How reviews are read and written.

mod read;
mod rows;
mod write;

pub use read::{
    Wanted, hold, hold_own, last_month, own, published_scores, reviews, ripe, shown, waiting,
};
pub use write::{
    TOPIC, add, alter, decline, erase, forget_order, hide, note_drawing, publish, release,
    show_together,
};
