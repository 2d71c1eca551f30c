//! A database for one test: a copy of one that is migrated and seeded.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use migration::Migrator;
use pijler::app::start;
use pijler::kernel::backend::Backend;
use pijler::kernel::clock::{Clock, Ids};
use pijler::kernel::db::Databases;
use pijler::kernel::pseudonym::Pseudonyms;
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;
use tempfile::TempDir;

use crate::cluster::{self, Cluster};

/// An engine that the product runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, in a file.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// The time at which tests begin.
pub fn now() -> DateTime<Utc> {
    "2026-11-25T09:00:00Z".parse().expect("a time")
}

/// A database that nobody else uses.
#[derive(Debug)]
pub struct Fresh {
    url: String,
    folder: TempDir,
    /// Its name, where it has to be dropped.
    name: Option<String>,
}

static MADE: AtomicUsize = AtomicUsize::new(0);

impl Fresh {
    /// A copy of the migrated and seeded one; `None` where this machine lacks the
    /// engine.
    pub async fn new(engine: Engine) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        if engine == Engine::Sqlite {
            let file = folder.path().join("pijler.db");
            std::fs::copy(sqlite_template(), &file).expect("a copy");
            return Some(Self::file(folder, &file));
        }
        let cluster = Cluster::shared()?;
        let name = cluster.copy(Some(cluster::TEMPLATE), &next_name()).await;
        Some(Self {
            url: cluster.url(&name),
            folder,
            name: Some(name),
        })
    }

    /// One without a single table.
    pub async fn empty(engine: Engine) -> Option<Self> {
        let folder = TempDir::new().expect("a folder");
        if engine == Engine::Sqlite {
            let file = folder.path().join("pijler.db");
            return Some(Self::file(folder, &file));
        }
        let cluster = Cluster::shared()?;
        let name = cluster.copy(None, &next_name()).await;
        Some(Self {
            url: cluster.url(&name),
            folder,
            name: Some(name),
        })
    }

    fn file(folder: TempDir, file: &Path) -> Self {
        Self {
            url: format!("sqlite://{}", file.display()),
            folder,
            name: None,
        }
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A folder that goes when the database goes.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A backend over it, whose clock stands still; statements are told to `note`.
    pub async fn backend(&self, note: impl Fn(&str) + Clone + Send + Sync + 'static) -> Backend {
        let mut databases = Databases::connect(&self.url).await.expect("it connects");
        databases.watch(note);
        Backend::new(databases, Clock::manual(now()), Ids::System, pseudonyms())
    }

    /// Closes it, and drops it where it would stay.
    pub async fn end(&self, backend: &Backend) {
        close(backend).await;
        if let (Some(name), Some(cluster)) = (&self.name, Cluster::shared()) {
            cluster.drop_database(name).await;
        }
    }
}

/// The same on every node of a test.
fn pseudonyms() -> Pseudonyms {
    Pseudonyms::new(&[7; 32])
}

fn next_name() -> String {
    let number = MADE.fetch_add(1, Ordering::SeqCst);
    format!("t_{}_{number}", std::process::id())
}

/// Migrates and seeds what `url` names, and lets go of it.
pub(crate) async fn fill(url: &str) {
    let databases = Databases::connect(url).await.expect("it connects");
    let backend = Backend::new(databases, Clock::manual(now()), Ids::System, pseudonyms());
    let schema = backend.databases().schema();
    Migrator::up(schema, None).await.expect("it migrates");
    start::seed(&backend).await.expect("it is seeded");
    if url.starts_with("sqlite:") {
        let all_in_one_file = "PRAGMA wal_checkpoint(TRUNCATE)";
        schema
            .execute_unprepared(all_in_one_file)
            .await
            .expect("it is folded in");
    }
    close(&backend).await;
}

pub(crate) async fn close(backend: &Backend) {
    let databases = backend.databases();
    for connection in [databases.reader(), databases.schema()] {
        connection.clone().close().await.expect("it closes");
    }
}

fn sqlite_template() -> &'static Path {
    static TEMPLATE: OnceLock<PathBuf> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let file = cluster::scratch().join("template.db");
        let url = format!("sqlite://{}", file.display());
        aside(async move { fill(&url).await });
        file
    })
}

/// Runs something on a thread and a runtime of its own: what is shared by tests
/// must not live on the runtime of one.
pub(crate) fn aside<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
    };
    std::thread::spawn(move || runtime().block_on(work))
        .join()
        .expect("it is done")
}
