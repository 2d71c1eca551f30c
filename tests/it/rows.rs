//! What the tables hold, as whoever gets hold of them would read it.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tests::TestApp;
use uuid::Uuid;

use crate::contract::migrations::tables;

/// Every row of every table, as text in which an id is 32 digits.
pub async fn dump(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let reader = app.backend.reader();
    let mut dump = BTreeMap::new();
    for table in tables(reader).await {
        let sql = match reader.get_database_backend() {
            DbBackend::Sqlite => {
                let columns = texts(
                    app,
                    &format!("SELECT name AS line FROM pragma_table_info('{table}')"),
                )
                .await;
                let quoted: Vec<_> = columns
                    .iter()
                    .map(|name| format!("quote(\"{name}\")"))
                    .collect();
                format!("SELECT {} AS line FROM {table}", quoted.join(" || '|' || "))
            }
            _ => format!("SELECT t::text AS line FROM {table} t"),
        };
        let mut rows = texts(app, &sql).await;
        rows.sort();
        dump.insert(table, rows);
    }
    dump
}

/// The column `line` of every row of a statement, in lower case and without hyphens.
pub async fn texts(app: &TestApp, sql: &str) -> Vec<String> {
    let reader = app.backend.reader();
    let statement = Statement::from_string(reader.get_database_backend(), sql);
    let rows = reader.query_all_raw(statement).await.expect("rows");
    let text = |row: &sea_orm::QueryResult| row.try_get::<String>("", "line").expect("a text");
    rows.iter()
        .map(|row| text(row).to_lowercase().replace('-', ""))
        .collect()
}

/// An id as rows are dumped.
pub fn digits(id: &str) -> String {
    id.parse::<Uuid>().expect("an id").simple().to_string()
}
