//! Hats with more to them: several organisations, ranks, municipalities, and research that ends.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Hats with more to them. SQLite changes no rules of a table that is there, so it is made anew
/// and its rows are put back. Whoever was given an organisation was given it by an
/// administrator, as its manager is; who was a researcher has to be given it anew, for a
/// purpose and until a day.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const HATS: &str = "hat IN ('parent', 'organisation', 'professional', 'panel', 'municipality', \
    'council', 'researcher', 'data_board', 'editor', 'moderator', 'administrator')";
const RANK: &str = "(hat = 'organisation') = (rank IS NOT NULL) \
    AND (rank IS NULL OR rank IN ('editor', 'manager'))";
const RESEARCH: &str = "(hat = 'researcher') = (ends_at IS NOT NULL) \
    AND (hat = 'researcher') = (purpose IS NOT NULL) \
    AND (hat = 'researcher') = (datasets IS NOT NULL)";

/// An id at random, as each engine makes one.
fn random(manager: &SchemaManager<'_>) -> &'static str {
    match manager.get_database_backend() {
        sea_orm_migration::sea_orm::DbBackend::Sqlite => "randomblob(16)",
        _ => "gen_random_uuid()",
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let conn = manager.get_connection();
        conn.execute_unprepared("CREATE TABLE grants_kept AS SELECT * FROM grants")
            .await?;
        drop(manager, &["grants"]).await?;
        table("grants")
            .col(pk_uuid("id"))
            .col(uuid("account_id"))
            .col(text("hat"))
            .col(text("scope"))
            .col(uuid_null("provider_id"))
            .col(text_null("municipality_code"))
            .col(text_null("rank"))
            .col(timestamp_with_time_zone_null("verified_until"))
            .col(text_null("purpose"))
            .col(text_null("datasets"))
            .col(timestamp_with_time_zone_null("ends_at"))
            .col(uuid_null("granted_by"))
            .col(uuid_null("seconded_by"))
            .col(timestamp_with_time_zone("granted_at"))
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references(
                "provider_id",
                ("providers", "id"),
                ForeignKeyAction::Restrict,
            )
            .references(
                "municipality_code",
                ("municipalities", "code"),
                ForeignKeyAction::Restrict,
            )
            .references("granted_by", ("accounts", "id"), ForeignKeyAction::SetNull)
            .references("seconded_by", ("accounts", "id"), ForeignKeyAction::SetNull)
            .unique(&["account_id", "hat", "scope"])
            .index(&["provider_id"])
            .index(&["municipality_code"])
            .index(&["granted_by"])
            .index(&["seconded_by"])
            .check("hat", HATS)
            .check(
                "provider_id",
                "(hat IN ('organisation', 'professional', 'council')) = (provider_id IS NOT NULL)",
            )
            .check(
                "municipality_code",
                "(hat = 'municipality') = (municipality_code IS NOT NULL)",
            )
            .check("rank", RANK)
            .check("verified_until", "hat = 'parent' OR verified_until IS NULL")
            .check("ends_at", RESEARCH)
            .make(manager)
            .await?;
        let own = match manager.get_database_backend() {
            // Ids are blobs here, and a scope is what the program writes of one.
            sea_orm_migration::sea_orm::DbBackend::Sqlite => {
                "lower(substr(hex(provider_id), 1, 8) || '-' || substr(hex(provider_id), 9, 4) \
                 || '-' || substr(hex(provider_id), 13, 4) || '-' || substr(hex(provider_id), 17, 4) \
                 || '-' || substr(hex(provider_id), 21))"
            }
            _ => "provider_id::text",
        };
        let back = format!(
            "INSERT INTO grants (id, account_id, hat, scope, provider_id, rank, verified_until, \
             granted_by, granted_at) SELECT {}, account_id, hat, \
             CASE WHEN provider_id IS NULL THEN '' ELSE {own} END, provider_id, \
             CASE WHEN hat = 'organisation' THEN 'manager' END, verified_until, granted_by, \
             granted_at FROM grants_kept WHERE hat <> 'researcher'",
            random(manager)
        );
        conn.execute_unprepared(&back).await?;
        drop(manager, &["grants_kept"]).await?;
        let scope = text("scope").default("").to_owned();
        let mut change = Table::alter();
        change.table("sessions").add_column(scope);
        manager.alter_table(change).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change.table("sessions").drop_column("scope");
        manager.alter_table(change).await?;
        let conn = manager.get_connection();
        conn.execute_unprepared("CREATE TABLE grants_kept AS SELECT * FROM grants")
            .await?;
        drop(manager, &["grants"]).await?;
        table("grants")
            .col(uuid("account_id"))
            .col(text("hat"))
            .col(uuid_null("provider_id"))
            .col(timestamp_with_time_zone_null("verified_until"))
            .col(uuid_null("granted_by"))
            .col(timestamp_with_time_zone("granted_at"))
            .primary_key(&["account_id", "hat"])
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .references("provider_id", ("providers", "id"), ForeignKeyAction::Restrict)
            .references("granted_by", ("accounts", "id"), ForeignKeyAction::SetNull)
            .index(&["provider_id"])
            .index(&["granted_by"])
            .check(
                "hat",
                "hat IN ('parent', 'organisation', 'panel', 'researcher', 'moderator', 'administrator')",
            )
            .check(
                "provider_id",
                "(hat = 'organisation') = (provider_id IS NOT NULL)",
            )
            .check("verified_until", "hat = 'parent' OR verified_until IS NULL")
            .make(manager)
            .await?;
        // Of several organisations one is left: an older program knows one.
        let back = "INSERT INTO grants (account_id, hat, provider_id, verified_until, granted_by, \
            granted_at) SELECT account_id, hat, provider_id, verified_until, granted_by, granted_at \
            FROM grants_kept AS kept WHERE hat IN ('parent', 'organisation', 'panel', 'researcher', \
            'moderator', 'administrator') AND scope = (SELECT min(scope) FROM grants_kept AS other \
            WHERE other.account_id = kept.account_id AND other.hat = kept.hat)";
        conn.execute_unprepared(back).await?;
        drop(manager, &["grants_kept"]).await
    }
}
