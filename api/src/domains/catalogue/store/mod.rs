//! How the catalogue's rows are read and written.

mod accreditations;
mod changed;
mod clients;
mod courses;
mod demo;
mod edited;
mod editions;
mod held;
mod history;
mod misses;
mod offer;
mod own;
mod places;
mod providers;
mod put;
mod read;
mod removals;
mod seed;
mod subjects;
mod terms;
mod topic_texts;
pub mod trainers;
mod uses;
mod written;

pub use accreditations::accredit;
pub use clients::{clients, forget_client, name_client, note_otherwise, otherwise};
pub use demo::add_examples;
pub use edited::{add_edit, edits, hold_codes, hold_provider, map, mapped, put_code, put_provider};
pub use held::held;
pub use history::{add_version, taken_by, versions};
pub use misses::{add_misses, misses};
pub use offer::{
    Confirming, carry_out, confirm_whole, free_key, plan, standing, take_back, withdrawn,
};
pub use own::{
    confirm, hold_own_course, keyed_course, own_by_id, own_course, own_courses, stand, title,
};
pub use providers::{admit, hand_over};
pub use read::{facts, pillar_ids};
pub use removals::take;
pub use seed::seed;
pub use written::{footing, written};
