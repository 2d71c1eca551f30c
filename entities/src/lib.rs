//! The tables, one file each, written by hand.
//!
//! A test compares each of them with the migrated database, on both engines; the
//! migrations are the truth.

pub mod accounts;
pub mod audit_entries;
pub mod code_list_items;
pub mod consultation_options;
pub mod consultation_voters;
pub mod consultations;
pub mod course_accreditations;
pub mod course_audiences;
pub mod course_codes;
pub mod course_confirmations;
pub mod course_drafts;
pub mod course_subjects;
pub mod course_topics;
pub mod course_uses;
pub mod course_versions;
pub mod courses;
pub mod dataset_observations;
pub mod dataset_series;
pub mod datasets;
pub mod editions;
pub mod edits;
pub mod effects;
pub mod feed;
pub mod grants;
pub mod ideas;
pub mod idempotency_keys;
pub mod municipalities;
pub mod pillars;
pub mod posts;
pub mod provider_accreditations;
pub mod provider_applications;
pub mod provider_regions;
pub mod providers;
pub mod push_receipts;
pub mod pushes;
pub mod registrations;
pub mod review_batches;
pub mod review_drawings;
pub mod reviews;
pub mod rooms;
pub mod search_misses;
pub mod sessions;
pub mod sign_in_failures;
pub mod subject_aliases;
pub mod subjects;
pub mod term_aliases;
pub mod term_topics;
pub mod terms;
pub mod thread_aliases;
pub mod threads;
pub mod token_keys;
pub mod topic_texts;
pub mod topics;
