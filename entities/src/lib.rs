//! The tables, one file each, written by hand.
//!
//! A test compares each of them with the migrated database, on both engines; the
//! migrations are the truth.

pub mod code_list_items;
pub mod course_audiences;
pub mod course_topics;
pub mod courses;
pub mod editions;
pub mod feed;
pub mod municipalities;
pub mod pillars;
pub mod provider_regions;
pub mod providers;
pub mod term_aliases;
pub mod term_topics;
pub mod terms;
pub mod topics;
