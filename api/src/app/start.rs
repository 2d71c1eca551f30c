//! Where slices are started, and what they keep in memory.

use std::sync::Arc;

use actix_web::web::{Data as Shared, ServiceConfig};
use async_graphql::Data;
use migration::Migrator;
use sea_orm::{Database, DbErr};
use sea_orm_migration::MigratorTrait;
use secrecy::ExposeSecret;

use super::config::Config;
use crate::domains::catalogue::{self, Catalogue};
use crate::domains::community::graphql::Posts;
use crate::domains::community::{self, Community};
use crate::domains::federation::Federation;
use crate::domains::identity::{self, Gate, GateSettings, KeyPlace, PasskeyPlace, SealingKey};
use crate::domains::intake::{self, Desk};
use crate::domains::oauth;
use crate::domains::panel;
use crate::domains::statistics::{self, Statistics};
use crate::domains::verification;
use crate::domains::webhooks::service::Deliverer;
use crate::domains::webhooks::{Names, Reach};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::clock::{Clock, Ids};
use crate::kernel::db::Databases;
use crate::kernel::effects::{self, Performer, Worker};
use crate::kernel::error::{ApiError, Kind, database};
use crate::kernel::idempotency;
use crate::kernel::language::Text;
use crate::kernel::mail::{MailError, Mailer};
use crate::kernel::pseudonym::Pseudonyms;

/// What slices keep in memory beside the database; a slice a line.
#[derive(Clone, Debug)]
pub struct Parts {
    /// What public reads are answered from.
    pub catalogue: Arc<Catalogue>,
    community: Arc<Community>,
    federation: Federation,
    desk: Arc<Desk>,
    gate: Gate,
    statistics: Arc<Statistics>,
    reach: Arc<Reach>,
}

impl Parts {
    /// Loads what slices keep in memory, and has them listen to the feed.
    ///
    /// One line a slice, after those that it needs.
    pub async fn load(backend: &Backend, config: &Config) -> Result<Self, ApiError> {
        let gate = gate(backend, config).await?;
        oauth::Standing::load(backend, &gate).await?;
        Ok(Self {
            catalogue: Catalogue::load(backend).await?,
            community: Community::load(backend).await?,
            federation: federation(config)?,
            desk: Desk::load(backend).await?,
            gate,
            statistics: Statistics::load(backend).await?,
            reach: Arc::new(reach(config)),
        })
    }

    /// The catalogue of this node.
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The rooms, and who follows what is said in them.
    pub fn community(&self) -> &Arc<Community> {
        &self.community
    }

    /// The other issuers that are known.
    pub fn federation(&self) -> &Federation {
        &self.federation
    }

    /// What lets people in.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Hands the parts to REST's handlers, which take them as `Data<…>`.
    pub fn mount(&self, config: &mut ServiceConfig) {
        config
            .app_data(Shared::from(self.catalogue.clone()))
            .app_data(Shared::from(self.community.clone()))
            .app_data(Shared::new(self.federation.clone()))
            .app_data(Shared::new(self.gate.clone()))
            .app_data(Shared::from(self.statistics.clone()))
            .app_data(Shared::from(self.reach.clone()));
    }

    /// Hands the parts to resolvers, which take them with `ctx.given()`.
    ///
    /// The catalogue is given twice, of one state: as whoever asks sees it, and as the public does, for figures.
    pub fn give(&self, data: &mut Data, actor: &Actor) {
        let seen = catalogue::service::seen(&self.catalogue, actor);
        data.insert(seen.public.clone());
        data.insert(seen);
        data.insert(self.catalogue.clone());
        data.insert(self.community.clone());
        data.insert(self.desk.clone());
        data.insert(Posts::default());
        data.insert(self.federation.clone());
        data.insert(self.gate.clone());
        data.insert(self.statistics.published());
        data.insert(self.statistics.clone());
        data.insert(Reach::clone(&self.reach));
    }
}

/// Opens the gate; the first start makes the first signing key.
pub async fn gate(backend: &Backend, config: &Config) -> Result<Gate, ApiError> {
    let keys = key_place(config)?;
    let settings = GateSettings {
        issuer: config.public_url(),
        audience: format!("{}/v1", config.public_url()),
        keys,
        passkeys: passkey_place(config)?,
        hashing: config.passwords.working,
        waiting: config.passwords.waiting,
    };
    Gate::open(backend, settings).await
}

/// The other issuers that the settings name.
fn federation(config: &Config) -> Result<Federation, ApiError> {
    let made = Federation::new(config.identity_providers.clone(), &config.public_url());
    made.map_err(|error| {
        let words = error.to_string();
        let text = Text::new(words.clone(), words);
        ApiError::new(Kind::Unavailable, "identity_providers.invalid", text)
    })
}

/// For which domain passkeys are: that of the house, unless set otherwise.
fn passkey_place(config: &Config) -> Result<PasskeyPlace, ApiError> {
    let house = config.public_url();
    let house = house.parse().map_err(|_| {
        let words = "PIJLER_HTTP__PUBLIC_URL is no address";
        let text = Text::new(words, words);
        ApiError::new(Kind::Unavailable, "http.public_url_invalid", text)
    })?;
    let own = PasskeyPlace::of(&house);
    let set = &config.passkeys;
    let place = PasskeyPlace {
        domain: set.domain.clone().unwrap_or(own.domain),
        origins: match set.origins.is_empty() {
            true => own.origins,
            false => set.origins.clone(),
        },
    };
    if !place.is_sound() {
        let words = "PIJLER_PASSKEYS__ORIGINS has to name addresses at PIJLER_PASSKEYS__DOMAIN";
        let text = Text::new(words, words);
        return Err(ApiError::new(
            Kind::Unavailable,
            "passkeys.origins_invalid",
            text,
        ));
    }
    Ok(place)
}

/// Where the keys of this house are kept.
fn key_place(config: &Config) -> Result<KeyPlace, ApiError> {
    match (&config.tokens.sealing_key, config.sqlite_file()) {
        (_, Some(_)) => Ok(KeyPlace::File(
            config.storage.folder.join("token-keys.json"),
        )),
        (Some(key), None) => Ok(KeyPlace::Sealed(SealingKey::parse(key.expose_secret())?)),
        (None, None) => {
            let words = "PIJLER_TOKENS__SEALING_KEY must be set: openssl rand -base64 32";
            Err(ApiError::new(
                Kind::Unavailable,
                "tokens.sealing_key_missing",
                Text::new(words, words),
            ))
        }
    }
}

/// How people are known again: with a key that every node has and no table holds.
///
/// What needs no keys (migrating, seeding) needs no pseudonyms either: those who
/// have no sealing key then get some that nobody can make again.
fn pseudonyms(config: &Config) -> Result<Pseudonyms, NotStarted> {
    let ids = Ids::System;
    if config.sqlite_file().is_some() {
        let path = config.storage.folder.join("pseudonym-key");
        return Ok(Pseudonyms::kept_in(&path, &ids)?);
    }
    let Some(key) = &config.tokens.sealing_key else {
        return Ok(Pseudonyms::new(&ids.secret()));
    };
    let key = SealingKey::parse(key.expose_secret()).map_err(ApiError::from);
    Ok(key.map_err(NotStarted::Slice)?.pseudonyms())
}

/// What does the effects: mail to a server, or to files in the data folder, and what is done after
/// an answer.
pub fn worker(backend: &Backend, config: &Config) -> Result<Worker, MailError> {
    let mailer = match &config.mail.url {
        Some(url) => Mailer::by_server(url.expose_secret(), &config.mail.from)?,
        None => Mailer::to_folder(&config.storage.folder.join("mail"), &config.mail.from)?,
    };
    let undoer = verification::Undoer::new(backend.clone());
    let performers: Vec<Box<dyn Performer>> = vec![Box::new(mailer), Box::new(undoer)];
    Ok(Worker::new(backend.clone(), performers))
}

/// Where webhooks may be, as is set.
fn reach(config: &Config) -> Reach {
    Reach {
        loopback: config.webhooks.loopback,
        refused: config.webhooks.refused.clone(),
        names: Names::System,
    }
}

/// What tells webhooks what happened.
pub fn deliverer(backend: &Backend, config: &Config) -> Result<Deliverer, NotStarted> {
    let made = Deliverer::new(backend.clone(), reach(config));
    made.ok_or_else(|| std::io::Error::other("no secure connections can be made").into())
}

/// Writes what every database holds from the beginning; doing so again adds nothing.
pub async fn seed(backend: &Backend) -> Result<(), ApiError> {
    let added = catalogue::seed(backend).await?;
    tracing::info!(added, "the shipped catalogue is in the database");
    let rooms = community::seed(backend, &catalogue::pillar_ids(backend).await?).await?;
    tracing::info!(rooms, "the shipped rooms are in the database");
    let datasets = statistics::seed(backend).await?;
    tracing::info!(datasets, "the shipped figures are in the database");
    Ok(())
}

/// Forgets requests that may no longer come again, and effects that were done: to be called every hour or so.
pub async fn forget(backend: &Backend) -> Result<(), ApiError> {
    let tx = backend.write().await?;
    let today = backend.clock.today();
    idempotency::forget(&tx, today).await.map_err(database)?;
    effects::forget(&tx).await.map_err(database)?;
    backend.commit(tx).await?;
    intake::forget(backend).await
}

/// Why the server could not start.
#[derive(Debug, thiserror::Error)]
pub enum NotStarted {
    /// The database cannot be reached, or refuses.
    #[error("database: {0}")]
    Database(#[from] DbErr),
    /// A file or an address cannot be had.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Mail cannot be sent as it is configured.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// A slice could not be seeded or loaded.
    #[error("{}", .0.detail.en)]
    Slice(ApiError),
}

/// Opens the database that is configured; makes the folder that it is in.
pub async fn open(config: &Config) -> Result<Backend, NotStarted> {
    std::fs::create_dir_all(&config.storage.folder)?;
    if let Some(folder) = config
        .sqlite_file()
        .as_deref()
        .and_then(std::path::Path::parent)
    {
        std::fs::create_dir_all(folder)?;
    }
    let url = config.database_url();
    let databases = Databases::connect(url.expose_secret()).await?;
    let pseudonyms = pseudonyms(config)?;
    Ok(Backend::new(
        databases,
        Clock::System,
        Ids::System,
        pseudonyms,
    ))
}

/// Migrates and seeds, one node at a time.
pub async fn prepare(config: &Config, backend: &Backend) -> Result<(), NotStarted> {
    let lock = Turn::wait(config).await?;
    Migrator::up(backend.databases().schema(), None).await?;
    seed(backend).await.map_err(NotStarted::Slice)?;
    lock.done().await
}

/// One node's turn to change the schema; the others wait.
#[derive(Debug)]
pub enum Turn {
    /// A session of PostgreSQL's that holds an advisory lock.
    Session(sea_orm::DatabaseConnection),
    /// A locked file beside SQLite's.
    File(std::fs::File),
    /// Nobody else can reach this database.
    Alone,
}

/// The number of the advisory lock; it means nothing but must be ours alone.
const TURN: i64 = 7_145_310_002;

impl Turn {
    /// Waits for this node's turn.
    pub async fn wait(config: &Config) -> Result<Self, NotStarted> {
        let url = config.database_url();
        if let Some(file) = config.sqlite_file() {
            let file = std::fs::File::create(file.with_extension("lock"))?;
            return tokio::task::spawn_blocking(move || {
                file.lock()?;
                Ok(Self::File(file))
            })
            .await
            .map_err(std::io::Error::other)?;
        }
        if url.expose_secret().starts_with("sqlite:") {
            return Ok(Self::Alone);
        }
        use sea_orm::ConnectionTrait;
        let mut options = sea_orm::ConnectOptions::new(url.expose_secret());
        options.max_connections(1).sqlx_logging(false);
        let session = Database::connect(options).await?;
        session
            .execute_unprepared(&format!("SELECT pg_advisory_lock({TURN})"))
            .await?;
        Ok(Self::Session(session))
    }

    /// Lets the next node have its turn; a session that breaks off does so too.
    pub async fn done(self) -> Result<(), NotStarted> {
        match self {
            Self::Session(session) => session.close().await?,
            Self::File(file) => file.unlock()?,
            Self::Alone => {}
        }
        Ok(())
    }
}

/// Adds accounts and dates to look around with, and says in the file `accounts` how to
/// sign in. A database with accounts of people is left alone.
pub async fn demo(backend: &Backend, accounts: &std::path::Path) -> Result<(), ApiError> {
    let catalogue = Catalogue::load(backend).await?;
    let first = catalogue.now().providers.first().map(|one| one.id);
    identity::demo::make(backend, first, accounts).await?;
    panel::demo(backend).await?;
    catalogue::demo(backend).await
}
