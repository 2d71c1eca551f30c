//! A server for one test.

use std::collections::BTreeMap;
use std::future::{Future, IntoFuture};
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;

use chrono::TimeDelta;
use pijler::app::config::{Config, Limits};
use pijler::app::server::{Running, Server};
use pijler::app::start::Parts;
use pijler::kernel::backend::Backend;
use reqwest::{Client, ClientBuilder, Method};
use serde_json::{Value, json};

use crate::answer::{Answer, Ask};
use crate::database::{Engine, Fresh};

/// A client in the making; it asks by http alone, and trusts nobody by https.
pub fn client() -> ClientBuilder {
    // Whoever is second finds it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().tls_certs_only([])
}

/// A server of its own, over a seeded database of its own.
#[derive(Clone, Debug)]
pub struct TestApp {
    /// Where it answers, without a slash at the end.
    pub url: String,
    /// Where it tells its metrics.
    pub metrics: String,
    /// What its services reach; the clock in it stands still until moved.
    pub backend: Backend,
    /// What its slices keep in memory.
    pub parts: Parts,
    /// The client that asks it.
    pub client: Client,
    /// What the second factors of people are made with, by their addresses.
    pub(crate) factors: Arc<Mutex<BTreeMap<String, String>>>,
    /// Where in the feed it began.
    pub(crate) began: i64,
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    statements: Arc<Mutex<Vec<String>>>,
    running: Mutex<Option<Running>>,
    database: Arc<Fresh>,
}

impl TestApp {
    /// Starts a server; `None` where this machine lacks the engine.
    pub async fn start(engine: Engine) -> Option<Self> {
        Self::configured(engine, |_| ()).await
    }

    /// Starts a server with settings of its own.
    pub async fn configured(engine: Engine, set: impl FnOnce(&mut Config)) -> Option<Self> {
        let database = Arc::new(Fresh::new(engine).await?);
        Some(Self::over(database, set).await)
    }

    /// Starts another node over the same database. It hears of the first what
    /// `backend.catch_up()` reads, and ends before it.
    pub async fn node(&self) -> Self {
        let other = Self::over(self.inner.database.clone(), |_| ()).await;
        Self {
            factors: self.factors.clone(),
            ..other
        }
    }

    async fn over(database: Arc<Fresh>, set: impl FnOnce(&mut Config)) -> Self {
        let mut config = settings(&database);
        set(&mut config);
        let statements = Arc::new(Mutex::new(Vec::new()));
        let noted = statements.clone();
        let backend = database
            .backend(move |sql| noted.lock().unwrap().push(sql.to_owned()))
            .await;
        let parts = Parts::load(&backend, &config).await.expect("slices load");
        let running = Server::start(config, backend.clone(), parts.clone()).expect("it starts");
        Self {
            url: format!("http://127.0.0.1:{}", running.http.port()),
            metrics: format!("http://127.0.0.1:{}/metrics", running.metrics.port()),
            began: parts.catalogue.now().position,
            backend,
            parts,
            client: client().build().expect("a client"),
            factors: Arc::default(),
            inner: Arc::new(Inner {
                statements,
                running: Mutex::new(Some(running)),
                database,
            }),
        }
    }

    /// Where it keeps its files.
    pub fn folder(&self) -> &Path {
        self.inner.database.folder()
    }

    /// Stops the server at once and drops its database.
    pub async fn end(&self) {
        self.holds_what_is_there().await;
        drop(self.inner.running.lock().unwrap().take());
        self.inner.database.end(&self.backend).await;
    }

    /// Stops this node at once; the database stays for the others.
    pub async fn leave(&self) {
        drop(self.inner.running.lock().unwrap().take());
        crate::database::close(&self.backend).await;
    }

    /// Stops the server and waits for requests in flight.
    pub async fn stop(&self) {
        let running = self.inner.running.lock().unwrap().take();
        if let Some(running) = running {
            running.stop().await.expect("it stops");
        }
    }

    /// A request by any method.
    pub fn ask(&self, method: &str, path: &str) -> Ask {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        Ask::new(self.client.request(method, format!("{}{path}", self.url)))
    }

    /// A GET.
    pub fn get(&self, path: &str) -> Ask {
        self.ask("GET", path)
    }

    /// A POST.
    pub fn post(&self, path: &str) -> Ask {
        self.ask("POST", path)
    }

    /// A PATCH.
    pub fn patch(&self, path: &str) -> Ask {
        self.ask("PATCH", path)
    }

    /// A PUT.
    pub fn put(&self, path: &str) -> Ask {
        self.ask("PUT", path)
    }

    /// A DELETE.
    pub fn delete(&self, path: &str) -> Ask {
        self.ask("DELETE", path)
    }

    /// A GraphQL operation, about to be sent: headers may follow.
    pub fn graphql(&self, query: &str, variables: Value) -> Ask {
        self.post("/graphql")
            .json(&json!({"query": query, "variables": variables}))
    }

    /// Moves the clock on.
    pub fn advance(&self, by: TimeDelta) {
        self.backend.clock.advance(by);
    }

    /// Does something, and tells which SQL statements it took.
    pub async fn statements<T>(&self, doing: impl Future<Output = T>) -> (T, Vec<String>) {
        self.inner.statements.lock().unwrap().clear();
        let outcome = doing.await;
        let noted = std::mem::take(&mut *self.inner.statements.lock().unwrap());
        (outcome, noted)
    }

    /// Asks something, and tells how many SQL statements it took.
    pub async fn counted(&self, ask: Ask) -> (Answer, usize) {
        let (answer, noted) = self.statements(ask.into_future()).await;
        (answer, noted.len())
    }
}

fn settings(database: &Fresh) -> Config {
    let mut config = Config::default();
    config.http.port = 0;
    config.http.workers = Some(1);
    config.http.shutdown_seconds = 5;
    config.metrics.port = 0;
    // Wherever it listens: where devices believe to be when they sign.
    config.passkeys.domain = Some("localhost".to_owned());
    config.passkeys.origins = vec!["http://localhost:8080".parse().expect("an address")];
    // Receivers of webhooks listen here too.
    config.webhooks.loopback = true;
    config.storage.folder = database.folder().to_path_buf();
    config.database.url = Some(database.url().into());
    // Every test calls from one address, more often than anybody would.
    config.limits = Limits {
        requests: 0,
        writes: 0,
        passwords: 0,
        letters: 0,
    };
    config.tokens.sealing_key = Some("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=".into());
    config
}
