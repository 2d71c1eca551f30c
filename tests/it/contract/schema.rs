//! Entities are what the migrated database has, on both engines.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, EntityName, EntityTrait, IdenStatic,
    Iterable, PrimaryKeyToColumn, Statement,
};
use tests::{Engine, Fresh};

use super::migrations::tables;

/// A column: what it holds, whether it may be null, whether it is in the key.
type Columns = BTreeMap<String, (String, bool, bool)>;

macro_rules! every_entity {
    ($($module:ident),* $(,)?) => {
        /// Each entity's file, table and columns.
        fn entities() -> Vec<(&'static str, String, Columns)> {
            vec![$({
                let entity = entities::$module::Entity;
                (stringify!($module), entity.table_name().to_owned(), columns(entity))
            }),*]
        }
    };
}

every_entity! {
    account_changes,
    account_clients,
    account_devices,
    accounts,
    audit_entries,
    code_list_items,
    consultation_options,
    consultation_voters,
    consultations,
    course_accreditations,
    course_audiences,
    course_codes,
    course_confirmations,
    course_draft_authors,
    course_drafts,
    course_removals,
    course_subjects,
    course_topics,
    course_touches,
    course_uses,
    course_versions,
    courses,
    credential_issuers,
    dataset_observations,
    dataset_series,
    datasets,
    editions,
    edits,
    effects,
    email_changes,
    email_returns,
    federation_rounds,
    feed,
    grant_proposals,
    grants,
    household_attempts,
    household_invitations,
    household_members,
    ideas,
    idempotency_keys,
    identity_links,
    municipalities,
    oauth_assertions,
    oauth_clients,
    oauth_codes,
    oauth_secrets,
    passkey_challenges,
    passkeys,
    password_resets,
    pillars,
    posts,
    provider_accreditations,
    provider_applications,
    provider_regions,
    providers,
    push_parts,
    push_questions,
    push_receipts,
    pushes,
    recovery_codes,
    registrations,
    review_batches,
    review_drawings,
    reviews,
    rooms,
    search_misses,
    second_factors,
    sessions,
    sign_in_failures,
    situations,
    subject_aliases,
    subjects,
    term_aliases,
    term_topics,
    terms,
    thread_aliases,
    threads,
    token_keys,
    topic_texts,
    topics,
    trainer_courses,
    trainer_credentials,
    trainer_editions,
    trainer_take_offs,
    trainers,
    verification_attempts,
    verification_batches,
    verification_codes,
    verification_counts,
    verifications,
    webhook_deliveries,
    webhook_secrets,
    webhooks,
}

#[test]
fn every_entity_is_compared() {
    let compared: Vec<_> = entities().iter().map(|entity| entity.0).collect();
    for file in tests::house::files("entities/src", ".rs") {
        let name = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or_default();
        assert!(
            name == "lib" || compared.contains(&name),
            "add {name} to every_entity!"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn entities_are_what_sqlite_has() {
    compare(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entities_are_what_postgres_has() {
    compare(Engine::Postgres).await;
}

async fn compare(engine: Engine) {
    let Some(database) = Fresh::new(engine).await else {
        return;
    };
    let backend = database.backend(|_| ()).await;
    let reader = backend.reader();

    let mut known: Vec<String> = Vec::new();
    for (_, table, mut columns) in entities() {
        let found = found(reader, &table).await;
        if engine == Engine::Sqlite {
            // SQLite has one kind of whole number.
            for column in columns.values_mut().filter(|column| column.0 == "long") {
                column.0 = "int".to_owned();
            }
        }
        assert_eq!(columns, found, "{table} on {engine:?}");
        known.push(table);
    }
    known.sort();
    assert_eq!(known, tables(reader).await, "tables and entities");
    database.end(&backend).await;
}

fn columns<E: EntityTrait>(_: E) -> Columns {
    let key: Vec<String> = E::PrimaryKey::iter()
        .map(|key| key.into_column().as_str().to_owned())
        .collect();
    E::Column::iter()
        .map(|column| {
            let name = column.as_str().to_owned();
            let definition = column.def();
            let kind = kind(definition.get_column_type());
            let is_key = key.contains(&name);
            (name, (kind, definition.is_null(), is_key))
        })
        .collect()
}

fn kind(kind: &ColumnType) -> String {
    let word = match kind {
        ColumnType::Char(_) | ColumnType::String(_) | ColumnType::Text => "text",
        ColumnType::SmallInteger | ColumnType::Integer => "int",
        ColumnType::BigInteger => "long",
        ColumnType::Float | ColumnType::Double => "double",
        ColumnType::Boolean => "bool",
        ColumnType::Uuid => "uuid",
        ColumnType::Date => "date",
        ColumnType::Time => "time",
        ColumnType::TimestampWithTimeZone => "moment",
        ColumnType::Json | ColumnType::JsonBinary => "json",
        ColumnType::Binary(_) | ColumnType::VarBinary(_) | ColumnType::Blob => "bytes",
        other => return format!("{other:?}"),
    };
    word.to_owned()
}

async fn found(db: &impl ConnectionTrait, table: &str) -> Columns {
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    let sql = if sqlite {
        format!(
            "SELECT name, type AS kind, \"notnull\" = 0 AS nullable, pk > 0 AS in_key \
               FROM pragma_table_info('{table}')"
        )
    } else {
        format!(
            "SELECT column_name::text AS name, data_type::text AS kind, \
                    is_nullable = 'YES' AS nullable, \
                    EXISTS (SELECT 1 FROM information_schema.table_constraints t \
                      JOIN information_schema.key_column_usage k \
                        USING (constraint_schema, constraint_name, table_name) \
                     WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_name = c.table_name \
                       AND k.column_name = c.column_name) AS in_key \
               FROM information_schema.columns c \
              WHERE table_schema = 'public' AND table_name = '{table}'"
        )
    };
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.expect("columns");
    rows.iter()
        .map(|row| {
            let declared: String = row.try_get("", "kind").expect("a type");
            let in_key: bool = row.try_get("", "in_key").expect("whether in the key");
            let nullable: bool = row.try_get("", "nullable").expect("whether nullable");
            // SQLite lets an integer key go without NOT NULL.
            let column = (declared_kind(&declared), nullable && !in_key, in_key);
            (row.try_get("", "name").expect("a name"), column)
        })
        .collect()
}

fn declared_kind(declared: &str) -> String {
    let declared = declared.to_lowercase();
    let word = match declared.split('(').next().unwrap_or_default().trim() {
        "text" | "varchar" | "char" | "character varying" | "character" => "text",
        "integer" | "smallint" | "int" => "int",
        "bigint" => "long",
        "double" | "float" | "real" | "double precision" => "double",
        "boolean" => "bool",
        "uuid" | "uuid_text" => "uuid",
        "date" | "date_text" => "date",
        "time" | "time_text" | "time without time zone" => "time",
        "timestamp with time zone" | "timestamp_with_timezone_text" => "moment",
        "json" | "jsonb" | "json_text" | "jsonb_text" => "json",
        "bytea" | "blob" | "varbinary_blob" | "binary_blob" => "bytes",
        other => return other.to_owned(),
    };
    // In SQLite's words `bigint` is declared as such but is no other kind.
    word.to_owned()
}
