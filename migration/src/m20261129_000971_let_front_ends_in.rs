//! Front-ends of others: programs that act for no provider, codes that are traded for a session, and
//! the sessions begun through them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

use crate::table::{drop, table};

/// Front-ends of others: programs that act for no provider, codes that are traded for a session, and
/// the sessions begun through them.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// What both shapes of the table of programs have, and the secrets that name them.
const PROGRAMS: &str = "id, provider_id, name, scopes, jwks, created_at, ended_at";
const SECRETS: &str = "id, client_id, digest, created_at, ends_at";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        reshape(manager, true).await?;
        for column in [uuid_null("client_id"), text_null("client_name")] {
            let mut change = Table::alter();
            change.table("sessions").add_column(column);
            manager.alter_table(change).await?;
        }
        let mut index = Index::create();
        index
            .name("sessions_client_id_idx")
            .table("sessions")
            .col("client_id");
        manager.create_index(index).await?;
        table("oauth_codes")
            .col(text("digest").primary_key().take())
            .col(uuid("client_id"))
            .col(uuid("account_id"))
            .col(text("standing"))
            .col(text("hat"))
            .col(text("scope"))
            .col(text("redirect_uri"))
            .col(text("challenge"))
            .col(boolean("openid"))
            .col(text_null("nonce"))
            .col(timestamp_with_time_zone("signed_in_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(uuid_null("session_id"))
            .references(
                "client_id",
                ("oauth_clients", "id"),
                ForeignKeyAction::Cascade,
            )
            .references("account_id", ("accounts", "id"), ForeignKeyAction::Cascade)
            .index(&["expires_at"])
            .without_row_order()
            .make(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["oauth_codes"]).await?;
        let mut index = Index::drop();
        index.name("sessions_client_id_idx").table("sessions");
        manager.drop_index(index).await?;
        for column in ["client_id", "client_name"] {
            let mut change = Table::alter();
            change.table("sessions").drop_column(column);
            manager.alter_table(change).await?;
        }
        reshape(manager, false).await
    }
}

/// Makes the table of programs anew, with front-ends or without, and puts back what fits. SQLite
/// takes no `NOT NULL` off a column.
async fn reshape(manager: &SchemaManager<'_>, front_ends: bool) -> Result<(), DbErr> {
    let db = manager.get_connection();
    for kept in ["oauth_clients", "oauth_secrets"] {
        let keep = format!("CREATE TABLE {kept}_kept AS SELECT * FROM {kept}");
        db.execute_unprepared(&keep).await?;
    }
    drop(manager, &["oauth_secrets", "oauth_clients"]).await?;
    let mut programs = table("oauth_clients").col(pk_uuid("id"));
    programs = match front_ends {
        true => programs
            .col(uuid_null("provider_id"))
            .col(text_null("redirect_uris"))
            .check(
                "redirect_uris",
                "(provider_id IS NULL) = (redirect_uris IS NOT NULL)",
            ),
        false => programs.col(uuid("provider_id")),
    };
    programs
        .col(text("name"))
        .col(text("scopes"))
        .col(text_null("jwks"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("ended_at"))
        .references(
            "provider_id",
            ("providers", "id"),
            ForeignKeyAction::Cascade,
        )
        .index(&["provider_id", "id"])
        .index(&["ended_at"])
        .make(manager)
        .await?;
    table("oauth_secrets")
        .col(pk_uuid("id"))
        .col(uuid("client_id"))
        .col(text("digest"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("ends_at"))
        .references(
            "client_id",
            ("oauth_clients", "id"),
            ForeignKeyAction::Cascade,
        )
        .index(&["client_id"])
        .index(&["ends_at"])
        .make(manager)
        .await?;
    for put_back in [
        format!(
            "INSERT INTO oauth_clients ({PROGRAMS}) SELECT {PROGRAMS} FROM oauth_clients_kept \
               WHERE provider_id IS NOT NULL"
        ),
        format!(
            "INSERT INTO oauth_secrets ({SECRETS}) SELECT {SECRETS} FROM oauth_secrets_kept \
               WHERE client_id IN (SELECT id FROM oauth_clients)"
        ),
    ] {
        db.execute_unprepared(&put_back).await?;
    }
    drop(manager, &["oauth_clients_kept", "oauth_secrets_kept"]).await
}
