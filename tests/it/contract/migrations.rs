//! Every migration comes down again, and goes up after that.

use migration::Migrator;
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement};
use sea_orm_migration::MigratorTrait;
use tests::{Engine, Fresh};

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_up_down_and_up_again_on_sqlite() {
    up_down_up(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_go_up_down_and_up_again_on_postgres() {
    up_down_up(Engine::Postgres).await;
}

async fn up_down_up(engine: Engine) {
    let Some(database) = Fresh::empty(engine).await else {
        return;
    };
    let backend = database.backend(|_| ()).await;
    let schema = backend.databases().schema();

    Migrator::up(schema, None).await.expect("up");
    let first = tables(schema).await;
    Migrator::down(schema, None).await.expect("down");
    assert_eq!(tables(schema).await, Vec::<String>::new());
    Migrator::up(schema, None).await.expect("up again");

    assert_eq!(tables(schema).await, first);
    assert!(!first.is_empty());
    database.end(&backend).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_of_before_stay_where_front_ends_are_let_in_on_sqlite() {
    programs_stay(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_of_before_stay_where_front_ends_are_let_in_on_postgres() {
    programs_stay(Engine::Postgres).await;
}

async fn programs_stay(engine: Engine) {
    let Some(database) = Fresh::empty(engine).await else {
        return;
    };
    let backend = database.backend(|_| ()).await;
    let schema = backend.databases().schema();
    let all = Migrator::migrations();
    let before = all
        .iter()
        .position(|one| one.name().ends_with("let_front_ends_in"));
    let before = before.expect("the migration") as u32;
    Migrator::up(schema, Some(before)).await.expect("up");
    let id = |number: u8| match engine {
        Engine::Sqlite => format!("X'{number:032x}'"),
        Engine::Postgres => format!("'{number:032x}'"),
    };
    let at = "'2026-11-29 12:00:00+00:00'";
    let (provider, program, secret) = (id(1), id(2), id(3));
    let columns = "id, name, slug, kind, source, revision, created_at, updated_at";
    for put in [
        format!(
            "INSERT INTO providers ({columns}) VALUES ({provider}, 'Een', 'een', 'association', 'hand', 1, {at}, {at})"
        ),
        format!(
            "INSERT INTO oauth_clients (id, provider_id, name, scopes, created_at) VALUES ({program}, {provider}, 'Koppeling', 'pushes:read', {at})"
        ),
        format!(
            "INSERT INTO oauth_secrets (id, client_id, digest, created_at) VALUES ({secret}, {program}, 'x', {at})"
        ),
    ] {
        schema.execute_unprepared(&put).await.expect(&put);
    }

    Migrator::up(schema, None).await.expect("the rest");
    assert_eq!(
        programs(schema).await,
        [("Koppeling".to_owned(), "x".to_owned())]
    );
    Migrator::down(schema, Some(all.len() as u32 - before))
        .await
        .expect("back");
    assert_eq!(
        programs(schema).await,
        [("Koppeling".to_owned(), "x".to_owned())]
    );
    database.end(&backend).await;
}

/// What programs are called, and what is kept of their secrets.
async fn programs(db: &impl ConnectionTrait) -> Vec<(String, String)> {
    let sql =
        "SELECT c.name, s.digest FROM oauth_clients c JOIN oauth_secrets s ON s.client_id = c.id";
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.expect("programs");
    let text = |row: &QueryResult, name| row.try_get("", name).expect("a text");
    rows.iter()
        .map(|row| (text(row, "name"), text(row, "digest")))
        .collect()
}

/// The names of the product's tables, in order.
pub async fn tables(db: &impl ConnectionTrait) -> Vec<String> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        }
        _ => {
            "SELECT table_name::text AS name FROM information_schema.tables \
              WHERE table_schema = 'public'"
        }
    };
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(statement).await.expect("tables");
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "name").expect("a name"))
        .filter(|name| name != "seaql_migrations")
        .collect();
    names.sort();
    names
}
