//! The history of the database, one change a file.
//!
//! See `migration/README.md` for the rules that a migration keeps to.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261125_000001_create_feed;
mod m20261125_000002_create_code_lists;
mod m20261125_000003_create_pillars_and_topics;
mod m20261125_000004_create_municipalities;
mod m20261125_000005_create_providers;
mod m20261125_000006_create_courses;
mod m20261125_000007_create_editions;
mod m20261125_000008_create_terms;
mod m20261125_000100_create_effects;
mod m20261125_000101_create_audit_entries;
mod m20261125_000102_create_accounts;
mod m20261125_000103_create_sessions;
mod m20261125_000104_create_token_keys;
mod m20261126_000201_create_review_drawings;
mod m20261126_000202_create_reviews;
mod m20261126_000203_create_review_batches;
mod m20261126_000400_create_course_confirmations;
mod m20261126_000401_add_raw_codes_to_courses;
mod m20261126_000402_create_pushes;
mod m20261126_000501_create_datasets;
mod m20261126_000502_create_dataset_series;
mod m20261126_000503_create_dataset_observations;
mod m20261127_000600_create_idempotency_keys;
mod m20261127_000601_create_rooms;
mod m20261127_000602_create_threads;
mod m20261127_000603_create_posts;
mod m20261127_000700_create_ideas;
mod m20261127_000701_create_consultations;
mod m20261128_000800_add_course_details;
mod m20261129_000900_create_subjects;
mod m20261129_000901_create_search_misses;
mod m20261129_000902_create_course_drafts;
mod m20261129_000903_create_course_versions;
mod m20261129_000904_create_provider_applications;
mod m20261129_000910_create_accreditations;
mod m20261129_000911_create_trainers;
mod m20261129_000912_create_trainer_credentials;
mod m20261129_000920_add_price_lines;
mod m20261129_000921_add_visibility;
mod m20261129_000930_add_product_kinds;
mod m20261129_000931_create_course_uses;
mod m20261129_000932_create_topic_texts;
mod m20261129_000940_plan_drafts;
mod m20261129_000941_edit_by_hand;
mod m20261129_000950_create_password_resets;
mod m20261129_000960_create_second_factors;
mod m20261129_000961_create_account_devices;
mod m20261129_000962_create_email_changes;
mod m20261129_000963_add_terms_of_use;
mod m20261129_000964_create_passkeys;
mod m20261129_000970_create_oauth_clients;
mod m20261129_000971_let_front_ends_in;
mod m20261129_000980_widen_grants;
mod m20261129_000981_create_grant_proposals;
mod m20261129_000982_create_verification;
mod m20261129_000983_create_households;
mod m20261129_000990_tell_authors_of_drafts;
mod m20261129_000991_title_drafts;
mod m20261129_000992_create_course_touches;
mod m20261129_000993_create_account_changes;
mod m20261129_000994_hide_changes;
mod m20261129_001000_create_identity_links;
mod m20261129_001010_name_all_courses;
mod m20261129_001011_widen_pushes;
mod m20261129_001012_create_push_parts;
mod m20261129_001030_create_webhooks;
mod table;

/// Every migration, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261125_000001_create_feed::Migration),
            Box::new(m20261125_000002_create_code_lists::Migration),
            Box::new(m20261125_000003_create_pillars_and_topics::Migration),
            Box::new(m20261125_000004_create_municipalities::Migration),
            Box::new(m20261125_000005_create_providers::Migration),
            Box::new(m20261125_000006_create_courses::Migration),
            Box::new(m20261125_000007_create_editions::Migration),
            Box::new(m20261125_000008_create_terms::Migration),
            Box::new(m20261125_000100_create_effects::Migration),
            Box::new(m20261125_000101_create_audit_entries::Migration),
            Box::new(m20261125_000102_create_accounts::Migration),
            Box::new(m20261125_000103_create_sessions::Migration),
            Box::new(m20261125_000104_create_token_keys::Migration),
            Box::new(m20261126_000201_create_review_drawings::Migration),
            Box::new(m20261126_000202_create_reviews::Migration),
            Box::new(m20261126_000203_create_review_batches::Migration),
            Box::new(m20261126_000400_create_course_confirmations::Migration),
            Box::new(m20261126_000401_add_raw_codes_to_courses::Migration),
            Box::new(m20261126_000402_create_pushes::Migration),
            Box::new(m20261126_000501_create_datasets::Migration),
            Box::new(m20261126_000502_create_dataset_series::Migration),
            Box::new(m20261126_000503_create_dataset_observations::Migration),
            Box::new(m20261127_000600_create_idempotency_keys::Migration),
            Box::new(m20261127_000601_create_rooms::Migration),
            Box::new(m20261127_000602_create_threads::Migration),
            Box::new(m20261127_000603_create_posts::Migration),
            Box::new(m20261127_000700_create_ideas::Migration),
            Box::new(m20261127_000701_create_consultations::Migration),
            Box::new(m20261128_000800_add_course_details::Migration),
            Box::new(m20261129_000900_create_subjects::Migration),
            Box::new(m20261129_000901_create_search_misses::Migration),
            Box::new(m20261129_000902_create_course_drafts::Migration),
            Box::new(m20261129_000903_create_course_versions::Migration),
            Box::new(m20261129_000904_create_provider_applications::Migration),
            Box::new(m20261129_000910_create_accreditations::Migration),
            Box::new(m20261129_000911_create_trainers::Migration),
            Box::new(m20261129_000912_create_trainer_credentials::Migration),
            Box::new(m20261129_000920_add_price_lines::Migration),
            Box::new(m20261129_000921_add_visibility::Migration),
            Box::new(m20261129_000930_add_product_kinds::Migration),
            Box::new(m20261129_000931_create_course_uses::Migration),
            Box::new(m20261129_000932_create_topic_texts::Migration),
            Box::new(m20261129_000940_plan_drafts::Migration),
            Box::new(m20261129_000941_edit_by_hand::Migration),
            Box::new(m20261129_000950_create_password_resets::Migration),
            Box::new(m20261129_000960_create_second_factors::Migration),
            Box::new(m20261129_000961_create_account_devices::Migration),
            Box::new(m20261129_000962_create_email_changes::Migration),
            Box::new(m20261129_000963_add_terms_of_use::Migration),
            Box::new(m20261129_000964_create_passkeys::Migration),
            Box::new(m20261129_000970_create_oauth_clients::Migration),
            Box::new(m20261129_000971_let_front_ends_in::Migration),
            Box::new(m20261129_000980_widen_grants::Migration),
            Box::new(m20261129_000981_create_grant_proposals::Migration),
            Box::new(m20261129_000982_create_verification::Migration),
            Box::new(m20261129_000983_create_households::Migration),
            Box::new(m20261129_000990_tell_authors_of_drafts::Migration),
            Box::new(m20261129_000991_title_drafts::Migration),
            Box::new(m20261129_000992_create_course_touches::Migration),
            Box::new(m20261129_000993_create_account_changes::Migration),
            Box::new(m20261129_000994_hide_changes::Migration),
            Box::new(m20261129_001000_create_identity_links::Migration),
            Box::new(m20261129_001010_name_all_courses::Migration),
            Box::new(m20261129_001011_widen_pushes::Migration),
            Box::new(m20261129_001012_create_push_parts::Migration),
            Box::new(m20261129_001030_create_webhooks::Migration),
        ]
    }
}
