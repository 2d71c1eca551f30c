//! The two databases, and the one way to write to them.
//!
//! SQLite has one writer beside a pool of readers, and every write begins
//! `IMMEDIATE`: a deferred transaction that turns into a write loses to whoever
//! wrote in between, whatever the busy timeout. PostgreSQL has one pool.

use std::sync::Mutex;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entities::feed;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ActiveValue::Set, ConnectOptions, ConnectionTrait, Database, DatabaseConnection,
    DatabaseTransaction, DbBackend, DbErr, EntityTrait, IsolationLevel, RuntimeErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

/// The connections of this node.
#[derive(Clone, Debug)]
pub struct Databases {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

/// Held from the first feed entry to the commit, so that entries become visible
/// in the order of their numbers. The number means nothing; it must be ours alone.
const FEED_LOCK: i64 = 7_145_310_001;

impl Databases {
    /// Opens the database that `url` names; a SQLite file is made when there is none.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite(url, 1)).await?;
            let reader = Database::connect(sqlite(url, 4)).await?;
            return Ok(Self { reader, writer });
        }
        let mut options = ConnectOptions::new(url);
        options
            .sqlx_logging(false)
            .acquire_timeout(Duration::from_secs(5))
            .max_connections(12)
            .set_application_name("pijler");
        let pool = Database::connect(options).await?;
        Ok(Self {
            reader: pool.clone(),
            writer: pool,
        })
    }

    /// Has every statement reported, for whoever counts them.
    pub fn watch(&mut self, note: impl Fn(&str) + Clone + Send + Sync + 'static) {
        for connection in [&mut self.reader, &mut self.writer] {
            let note = note.clone();
            connection.set_metric_callback(move |told| note(&told.statement.sql));
        }
    }

    /// For statements that read.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For migrations alone: everything else writes through a [`WriteTx`].
    pub fn schema(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// A transaction in which every read sees the same state.
    pub async fn consistent_read(&self) -> Result<DatabaseTransaction, DbErr> {
        match self.reader.get_database_backend() {
            DbBackend::Postgres => {
                let isolation = Some(IsolationLevel::RepeatableRead);
                let access = Some(AccessMode::ReadOnly);
                self.reader.begin_with_config(isolation, access).await
            }
            // SQLite's readers see one state anyhow, and warns of both wishes.
            _ => self.reader.begin().await,
        }
    }

    /// Begins a write.
    pub async fn write(&self, now: DateTime<Utc>) -> Result<WriteTx, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.writer.begin_with_options(options).await?;
        Ok(WriteTx {
            tx,
            now,
            changes: Mutex::default(),
        })
    }
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(5))
        .max_connections(connections)
        .map_sqlx_sqlite_opts(|options| {
            options
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // What was acknowledged survives a power cut, not just a crash.
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
        });
    options
}

/// A write that has begun. Stores write through one; policies borrow it for their
/// proofs; services commit it. Dropped uncommitted, it never happened.
#[derive(Debug)]
pub struct WriteTx {
    tx: DatabaseTransaction,
    now: DateTime<Utc>,
    changes: Mutex<Vec<(&'static str, String)>>,
}

impl WriteTx {
    /// The connection, for `store.rs` and the kernel.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// The one time that everything in this write is stamped with.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Waits until no other write holds a turn at `words`, and holds it until this
    /// one ends. SQLite has one writer, whose turn it always is.
    pub async fn turn(&self, words: &str) -> Result<(), DbErr> {
        if self.tx.get_database_backend() == DbBackend::Postgres {
            let lock = Statement::from_sql_and_values(
                DbBackend::Postgres,
                "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                [words.into()],
            );
            self.tx.execute_raw(lock).await?;
        }
        Ok(())
    }

    /// Notes a change for the feed; it is appended when the write commits.
    pub fn changed(&self, topic: &'static str, key: impl Into<String>) {
        let change = (topic, key.into());
        if let Ok(mut changes) = self.changes.lock()
            && !changes.contains(&change)
        {
            changes.push(change);
        }
    }

    /// Appends what changed to the feed and commits.
    pub async fn commit(self) -> Result<(), DbErr> {
        let changes = self.changes.into_inner().unwrap_or_default();
        if !changes.is_empty() {
            if self.tx.get_database_backend() == DbBackend::Postgres {
                let lock = format!("SELECT pg_advisory_xact_lock({FEED_LOCK})");
                self.tx.execute_unprepared(&lock).await?;
            }
            let rows = changes.into_iter().map(|(topic, key)| feed::ActiveModel {
                topic: Set(topic.to_owned()),
                key: Set(key),
                at: Set(self.now),
                ..Default::default()
            });
            feed::Entity::insert_many(rows)
                .exec_without_returning(&self.tx)
                .await?;
        }
        self.tx.commit().await
    }
}

/// The name of the constraint that a statement broke.
///
/// PostgreSQL names it. SQLite names the columns of a `UNIQUE` breach
/// (`courses.provider_id, courses.external_id`); since our constraints are named
/// after their table and columns, the name follows from those. A foreign key that
/// SQLite refuses has no name at all.
pub fn broken_constraint(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) =
        error
    else {
        return None;
    };
    let cause = cause.as_database_error()?;
    if let Some(name) = cause.constraint() {
        return Some(name.to_owned());
    }
    let message = cause.message();
    if let Some(name) = message.split_once("CHECK constraint failed: ") {
        return Some(name.1.to_owned());
    }
    let (_, columns) = message.split_once("UNIQUE constraint failed: ")?;
    let mut name = String::new();
    for column in columns.split(", ") {
        let (table, column) = column.split_once('.')?;
        if name.is_empty() {
            name.push_str(table);
        }
        name.push('_');
        name.push_str(column);
    }
    name.push_str("_key");
    Some(name)
}

/// Rows in one statement, within what both databases can bind (SQLite: 32,766).
pub fn rows_per_statement(columns: usize) -> usize {
    30_000 / columns.max(1)
}
