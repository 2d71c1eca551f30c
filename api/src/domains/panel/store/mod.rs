//! How ideas and consultations are read and written.

mod consultations;
mod ideas;

pub use consultations::{
    add_consultation, answer, answered, any_consultation, consultation, consultations,
    forget_order, remove_consultation,
};
pub use ideas::{add_idea, hold_idea, idea, ideas, remove_idea};
