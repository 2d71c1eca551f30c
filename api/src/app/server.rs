//! The server: the doors and the layers around them, from start to stop.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Bytes, Data, ServiceConfig};
use actix_web::{App, HttpServer, web};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::addresses::Addresses;
use super::config::{Config, Metrics as MetricsDoor};
use super::graphql::Door;
use super::http::{Site, cors, edge, negotiate, open, problem, signed, unmatched, version, work};
use super::metrics::Metrics;
use super::start::Parts;
use super::{discovery, errors_page, front, graphql, health, metrics, openapi, pages, rest};
use crate::domains::{identity, oauth};
use crate::kernel::backend::Backend;
use crate::kernel::body::BodyLimit;
use crate::kernel::door::PublicUrl;
use crate::kernel::kept::Asked;
use crate::kernel::limits::Limits;

/// Addresses that the document does not list, and whether any site may read them.
const PAGES: &[(&str, bool)] = &[
    ("/", false),
    ("/nl", false),
    ("/en", false),
    ("/start", false),
    ("/nl/start", false),
    ("/en/start", false),
    ("/v1/openapi.json", true),
    ("/docs", false),
    ("/docs/push-errors", false),
    ("/graphiql", false),
    ("/schema.graphql", true),
    ("/health/live", false),
    ("/health/ready", false),
    ("/oauth/callback", false),
    ("/.well-known/api-catalog", true),
    ("/.well-known/security.txt", true),
    ("/.well-known/jwks.json", true),
    ("/.well-known/oauth-authorization-server", true),
    ("/.well-known/openid-configuration", true),
    ("/.well-known/oauth-protected-resource", true),
    ("/.well-known/oauth-protected-resource/v1", true),
];

/// Addresses that the document does not list, and take forms alone.
const FORMS: &[&str] = &["/oauth/token", "/oauth/revoke"];

/// As those, and read by GET as well.
const ASKED: &[&str] = &["/oauth/authorize", "/oauth/userinfo"];

/// A server that runs.
#[derive(Debug)]
pub struct Running {
    /// Where the public door listens.
    pub http: SocketAddr,
    /// Where metrics are told.
    pub metrics: SocketAddr,
    handles: [ServerHandle; 2],
    tasks: Vec<JoinHandle<io::Result<()>>>,
    stopping: watch::Sender<bool>,
}

impl Drop for Running {
    /// Dropped, it stops at once; after [`Running::stop`] there is nothing to do.
    fn drop(&mut self) {
        for handle in &self.handles {
            // The order goes out when it is made; nobody waits for the answer.
            drop(handle.stop(false));
        }
    }
}

/// What each worker builds its doors from.
#[derive(Clone)]
struct House {
    config: Data<Config>,
    backend: Data<Backend>,
    parts: Parts,
    site: Data<Site>,
    document: Data<rest::Document>,
    schema: Data<pages::Schema>,
    public_url: Data<PublicUrl>,
    transport: graphql_transport::Transport<Door>,
}

/// The server, before and while it runs.
#[derive(Debug)]
pub struct Server;

impl Server {
    /// Opens both doors. Port 0 takes a free one; [`Running`] says which.
    pub fn start(mut config: Config, backend: Backend, parts: Parts) -> io::Result<Running> {
        let listener = listen("HTTP", &config.http.host, config.http.port)?;
        let http = listener.local_addr()?;
        config.http.port = http.port();
        let counts = Metrics::new().map_err(io::Error::other)?;
        let (stopping, stops) = watch::channel(false);
        let (seconds, workers) = (config.http.client_seconds, config.http.workers);
        let shutdown = config.http.shutdown_seconds;
        let watchers = watch_door(&config.metrics, counts.clone())?;
        let house = house(config, backend, parts, counts, stops)?;

        let mut server = HttpServer::new(move || {
            let house = house.clone();
            let site = house.site.clone();
            let layer = move || site.clone();
            let (outer, reading, forms, doors) = (layer(), layer(), layer(), layer());
            let working = layer();
            App::new()
                .configure(|config| mount(config, &house))
                .default_service(web::to(unmatched::unmatched))
                .wrap(from_fn(version::version))
                .wrap(from_fn(move |request, next| {
                    work::work(request, working.clone(), next)
                }))
                .wrap(from_fn(move |request, next| {
                    signed::signed(request, doors.clone(), next)
                }))
                .wrap(from_fn(move |request, next| {
                    negotiate::negotiate(request, forms.clone(), next)
                }))
                .wrap(Compress::default())
                .wrap(cors::allow_list(house.site.origins.clone()))
                .wrap(from_fn(move |request, next| {
                    open::open(request, reading.clone(), next)
                }))
                .wrap(from_fn(move |request, next| {
                    edge::edge(request, outer.clone(), next)
                }))
        })
        .listen(listener)?
        .client_request_timeout(Duration::from_secs(seconds))
        .shutdown_timeout(shutdown)
        .disable_signals();
        if let Some(workers) = workers {
            server = server.workers(workers);
        }
        let server = server.run();
        let (watched, metrics) = watchers;
        Ok(Running {
            http,
            metrics,
            handles: [server.handle(), watched.handle()],
            tasks: vec![tokio::spawn(server), tokio::spawn(watched)],
            stopping,
        })
    }
}

impl Running {
    /// Stops: sockets are told, requests in flight are finished.
    pub async fn stop(mut self) -> io::Result<()> {
        // Nobody listening means that nobody has to be told.
        let _ = self.stopping.send(true);
        for handle in &self.handles {
            handle.stop(true).await;
        }
        for task in std::mem::take(&mut self.tasks) {
            task.await.map_err(io::Error::other)??;
        }
        Ok(())
    }
}

/// Listens at an address, which `section` of the settings names.
fn listen(section: &str, host: &str, port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((host, port)).map_err(|error| {
        let setting = format!("PIJLER_{section}__PORT");
        io::Error::new(error.kind(), format!("{host}:{port} ({setting}): {error}"))
    })
}

fn house(
    config: Config,
    backend: Backend,
    parts: Parts,
    metrics: Metrics,
    stopping: watch::Receiver<bool>,
) -> io::Result<House> {
    let document = openapi::document(&config)?;
    let allowed = &config.limits;
    let limits = Limits::new([
        allowed.requests,
        allowed.writes,
        allowed.passwords,
        allowed.letters,
    ]);
    let limits = Arc::new(limits);
    let door = Door {
        backend: backend.clone(),
        parts: parts.clone(),
        limits: limits.clone(),
        stopping,
        origins: config.http.cors_origins.clone(),
    };
    let site = Site {
        addresses: Addresses::new(&document, rest::BASE, &pages_there(&config))
            .taking(FORMS, ASKED),
        proxies: config.http.trusted_proxies.clone(),
        origins: config.http.cors_origins.clone(),
        challenge: problem::challenge(&config.public_url()),
        metrics,
        limits,
        asked: Asked::default(),
    };
    Ok(House {
        transport: graphql::transport(&config.graphql, door)?,
        schema: Data::new(pages::Schema(Bytes::from(graphql::print()))),
        document: Data::new(rest::Document(Bytes::from(serde_json::to_vec(&document)?))),
        public_url: Data::new(PublicUrl(config.public_url())),
        config: Data::new(config),
        backend: Data::new(backend),
        site: Data::from(Arc::new(site)),
        parts,
    })
}

/// The pages that are there as the settings have it: what is switched off is no address.
fn pages_there(config: &Config) -> Vec<(&'static str, bool)> {
    let is_there = |path: &str| match path {
        "/graphiql" => config.graphql.graphiql,
        "/schema.graphql" => config.graphql.introspection,
        _ => true,
    };
    let pages = PAGES.iter().copied();
    pages.filter(|(path, _)| is_there(path)).collect()
}

fn mount(config: &mut ServiceConfig, house: &House) {
    let limit = BodyLimit {
        bytes: house.config.http.body_limit,
        time: Duration::from_secs(house.config.http.client_seconds),
    };
    config
        .app_data(house.config.clone())
        .app_data(house.backend.clone())
        .app_data(house.site.clone())
        .app_data(house.document.clone())
        .app_data(house.public_url.clone())
        .app_data(limit)
        .app_data(web::PayloadConfig::new(limit.bytes))
        .configure(|config| house.parts.mount(config))
        .configure(rest::mount)
        .configure(health::routes)
        .configure(discovery::routes)
        .configure(identity::rest::well_known)
        .configure(oauth::rest::endpoints)
        .configure(errors_page::routes)
        .configure(pages::reference)
        .configure(front::routes)
        .service(house.transport.resource("/graphql"));
    if house.config.graphql.graphiql {
        config.configure(pages::graphiql);
    }
    if house.config.graphql.introspection {
        config
            .app_data(house.schema.clone())
            .configure(pages::schema);
    }
}

/// The door of whoever watches over the server: one thread, `/metrics` alone.
fn watch_door(
    door: &MetricsDoor,
    counts: Metrics,
) -> io::Result<(actix_web::dev::Server, SocketAddr)> {
    let listener = listen("METRICS", &door.host, door.port)?;
    let address = listener.local_addr()?;
    let counts = Data::new(counts);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(counts.clone())
            .configure(metrics::routes)
    })
    .workers(1)
    .listen(listener)?
    .disable_signals()
    .run();
    Ok((server, address))
}
