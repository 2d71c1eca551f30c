//! A throwaway PostgreSQL for one run of the tests.
//!
//! Found in the folders where distributions put it. A run that names
//! `TEST_PG_URL` uses that server instead. Where there is none, tests on it are
//! skipped out loud, and fail when `CI` is set.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use tokio::sync::Mutex;

use crate::database::{aside, fill};

/// The database that each test's is a copy of.
pub(crate) const TEMPLATE: &str = "pijler_template";

/// A server that runs.
#[derive(Debug)]
pub(crate) struct Cluster {
    /// `postgres://user@host:port`, without a database.
    base: String,
    /// Two copies at once would keep each other from the template.
    copying: Mutex<()>,
}

impl Cluster {
    /// The cluster of this run; `None` where PostgreSQL is not installed.
    pub(crate) fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
        let shared = SHARED.get_or_init(Self::start).as_ref();
        if shared.is_none() {
            assert!(
                std::env::var_os("CI").is_none(),
                "PostgreSQL is not installed"
            );
            eprintln!("SKIPPED on PostgreSQL: it is not installed");
        }
        shared
    }

    fn start() -> Option<Self> {
        let named = std::env::var("TEST_PG_URL").ok();
        let base = named.or_else(|| binaries().map(|binaries| run(&binaries)))?;
        let cluster = Self {
            base: base.trim_end_matches('/').to_owned(),
            copying: Mutex::new(()),
        };
        let (admin, template) = (cluster.url("postgres"), cluster.url(TEMPLATE));
        aside(async move {
            let admin = patiently(&admin).await;
            execute(&admin, &format!("DROP DATABASE IF EXISTS {TEMPLATE}")).await;
            execute(&admin, &format!("CREATE DATABASE {TEMPLATE}")).await;
            admin.close().await.expect("it closes");
            fill(&template).await;
        });
        Some(cluster)
    }

    /// The address of one database.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("{}/{database}", self.base)
    }

    /// Makes a database, as a copy of another or empty. Copying files beats writing
    /// them through the log, for a template this small.
    pub(crate) async fn copy(&self, from: Option<&str>, name: &str) -> String {
        let _alone = self.copying.lock().await;
        let admin = connect(&self.url("postgres")).await.expect("it connects");
        let from = from.unwrap_or("template0");
        execute(
            &admin,
            &format!("CREATE DATABASE {name} TEMPLATE {from} STRATEGY FILE_COPY"),
        )
        .await;
        admin.close().await.expect("it closes");
        name.to_owned()
    }

    /// Drops a database, whoever still uses it.
    pub(crate) async fn drop_database(&self, name: &str) {
        let admin = connect(&self.url("postgres")).await.expect("it connects");
        execute(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        admin.close().await.expect("it closes");
    }
}

async fn connect(url: &str) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await
}

async fn execute(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.expect(sql);
}

async fn patiently(url: &str) -> DatabaseConnection {
    let mut tries = 0;
    let host = url
        .rsplit('@')
        .next()
        .and_then(|rest| rest.split('/').next());
    // The pool's own patience grows with each try; a bare socket's does not.
    while std::net::TcpStream::connect(host.unwrap_or_default()).is_err() && tries < 500 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        tries += 1;
    }
    tries = 0;
    loop {
        match connect(url).await {
            Ok(connection) => return connection,
            Err(error) if tries > 200 => panic!("PostgreSQL does not answer: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
        tries += 1;
    }
}

/// The newest `initdb`'s folder.
fn binaries() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok();
    let mut found: Vec<(u32, PathBuf)> = versions
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let newest = found.pop().map(|(_, folder)| folder);
    newest
        .into_iter()
        .chain(std::env::split_paths(&path))
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

/// Starts a server on a port of its own and tells its address.
///
/// From a thread that never ends: the server is told to quit when the *thread*
/// that started it dies.
fn run(binaries: &Path) -> String {
    let binaries = binaries.to_path_buf();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let data = scratch().join("postgres");
        std::fs::create_dir_all(&data).expect("a folder");
        give_away(&scratch());
        give_away(&data);
        let initdb = as_postgres(&binaries.join("initdb"))
            .args([
                "--no-sync",
                "--locale=C.UTF-8",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-D",
            ])
            .arg(&data)
            .current_dir(&data)
            .output()
            .expect("initdb runs");
        let complaint = String::from_utf8_lossy(&initdb.stderr).into_owned();
        assert!(initdb.status.success(), "initdb: {complaint}");
        let port = free_port();
        let mut server = as_postgres(&binaries.join("postgres"));
        server.arg("-D").arg(&data).args(["-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=500",
        ] {
            server.args(["-c", setting]);
        }
        let log = std::fs::File::create(scratch().join("postgres.log")).expect("a file");
        let mut server = server
            .current_dir(&data)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("postgres runs");
        tell.send(port).expect("somebody waits");
        // The server ends with the thread that started it, so this one stays.
        let ended = server.wait().expect("a process of ours");
        panic!("PostgreSQL ended: {ended}");
    });
    let port = told.recv().expect("PostgreSQL starts");
    format!("postgres://postgres@127.0.0.1:{port}")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

/// The server refuses to run as root; as somebody else it needs no other user.
fn as_postgres(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig", "QUIT"]).arg(program);
    command
}

fn give_away(folder: &Path) {
    if is_root() {
        let given = Command::new("chown").arg("postgres").arg(folder).status();
        assert!(
            given.is_ok_and(|status| status.success()),
            "chown {folder:?}"
        );
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// This run's folder; those of runs that are over are removed.
pub(crate) fn scratch() -> PathBuf {
    static SCRATCH: OnceLock<PathBuf> = OnceLock::new();
    SCRATCH
        .get_or_init(|| {
            let all = std::env::temp_dir().join("pijler-tests");
            let own = all.join(std::process::id().to_string());
            std::fs::create_dir_all(&own).expect("a folder");
            for entry in std::fs::read_dir(&all).into_iter().flatten().flatten() {
                if !Path::new("/proc").join(entry.file_name()).exists() {
                    let _ = std::fs::remove_dir_all(entry.path());
                }
            }
            own
        })
        .clone()
}
