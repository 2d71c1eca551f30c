//! The history of the database, one change a file.
//!
//! See `migration/README.md` for the rules that a migration keeps to.

use sea_orm_migration::prelude::*;

mod m20261125_000001_create_feed;
mod m20261125_000002_create_code_lists;
mod m20261125_000003_create_pillars_and_topics;
mod m20261125_000004_create_municipalities;
mod m20261125_000005_create_providers;
mod m20261125_000006_create_courses;
mod m20261125_000007_create_editions;
mod m20261125_000008_create_terms;
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
        ]
    }
}
