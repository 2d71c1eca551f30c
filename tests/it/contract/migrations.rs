//! Every migration comes down again, and goes up after that.

use migration::Migrator;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
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
