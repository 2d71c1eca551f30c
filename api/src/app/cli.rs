//! What can be said on the command line.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use migration::Migrator;
use sea_orm_migration::MigratorTrait;
use secrecy::{ExposeSecret, SecretString};

use super::config::{BadConfig, Config};
use super::server::Server;
use super::start::{self, NotStarted, Parts, Turn};
use super::{graphql, openapi, telemetry};
use crate::domains::catalogue::{self, Catalogue};
use crate::domains::identity::{self, Gate};
use crate::domains::{
    drafts, federation, household, intake, oauth, panel, reviews, verification, webhooks,
};
use crate::kernel::backend::Backend;
use crate::kernel::feed::PERIOD;

/// The open backend of the Dutch learning platform for foster parents.
#[derive(Debug, Parser)]
#[command(name = "pijler", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// The file with settings; `pijler.toml` where there is one.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Migrates, seeds and serves; what happens when nothing is said.
    Serve(Serve),
    /// Brings the schema of the database up, down, or tells where it stands.
    Migrate {
        #[arg(value_enum, default_value_t = Direction::Up)]
        direction: Direction,
    },
    /// Writes what every database holds from the beginning.
    Seed,
    /// Looks after administrators.
    #[command(subcommand)]
    Admin(Admin),
    /// Looks after the keys that sign access tokens.
    #[command(subcommand)]
    Keys(Keys),
    /// Prints the GraphQL schema.
    Schema,
    /// Prints the OpenAPI document.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Makes an administrator; the password comes from `PIJLER_PASSWORD` or stdin.
    Create {
        /// The address to sign in with.
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Subcommand)]
enum Keys {
    /// Makes a new key; it signs once everybody may have seen it.
    Rotate,
}

#[derive(Clone, Debug, Args)]
struct Serve {
    /// Adds things and accounts to look at, in a database that holds nothing else.
    #[arg(long)]
    demo: bool,
    /// Writes the demo's accounts to this file; to `demo-accounts.json` in the data
    /// folder unless said.
    #[arg(long, requires = "demo")]
    demo_accounts: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Direction {
    Up,
    Down,
    Status,
}

/// Why the program ended otherwise than asked.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The settings are wrong.
    #[error(transparent)]
    Config(#[from] BadConfig),
    /// It did not start.
    #[error(transparent)]
    Start(#[from] NotStarted),
    /// Something could not be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A document could not be written.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

impl From<sea_orm::DbErr> for Failed {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Start(error.into())
    }
}

impl Cli {
    /// Does what the command line says.
    pub async fn run(self) -> Result<(), Failed> {
        match &self.command {
            Some(Command::Schema) => return say(&graphql::print()),
            Some(Command::Openapi) => return say(&openapi::print(&Config::example())?),
            _ => {}
        }
        let config = Config::read(self.config.as_deref())?;
        // A second start in one process finds the log going, which is as good.
        let _ = telemetry::start(&config.log);
        match self.command {
            Some(Command::Migrate { direction }) => migrate(&config, direction).await,
            Some(Command::Seed) => seed(&config).await,
            Some(Command::Admin(Admin::Create { email })) => {
                create_administrator(&config, &email).await
            }
            Some(Command::Keys(Keys::Rotate)) => rotate_keys(&config).await,
            Some(Command::Serve(how)) => serve(config, how).await,
            _ => serve(config, self.serve).await,
        }
    }
}

fn say(text: &str) -> Result<(), Failed> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

async fn serve(config: Config, how: Serve) -> Result<(), Failed> {
    let backend = start::open(&config).await?;
    start::prepare(&config, &backend).await?;
    if how.demo {
        let beside = || config.storage.folder.join("demo-accounts.json");
        let accounts = how.demo_accounts.unwrap_or_else(beside);
        start::demo(&backend, &accounts)
            .await
            .map_err(NotStarted::Slice)?;
    }
    let parts = Parts::load(&backend, &config)
        .await
        .map_err(NotStarted::Slice)?;
    let working = start::worker(&backend, &config).map_err(NotStarted::Mail)?;
    let working = tokio::spawn(async move { working.run().await });
    let delivering = start::deliverer(&backend, &config)?;
    let delivering = tokio::spawn(async move { delivering.run().await });
    let tending = tokio::spawn(tend(backend.clone(), parts.gate().clone()));
    let (house, catalogue) = (backend.clone(), parts.catalogue().clone());
    let minding = tokio::spawn(each_minute(house.clone(), catalogue.clone()));
    let pushing = tokio::spawn(do_pushes(house.clone(), parts.catalogue().clone()));
    let listening = backend.clone();
    let running = Server::start(config, backend, parts)?;
    tracing::info!(http = %running.http, metrics = %running.metrics, "serving");
    let following = tokio::spawn(async move {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = listening.catch_up().await {
                tracing::warn!(?error, "the feed could not be read");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    });
    told_to_stop().await?;
    tracing::info!("stopping");
    for task in [following, tending, minding, pushing, working, delivering] {
        task.abort();
    }
    running.stop().await?;
    // What was counted since the last minute; what fails is in the log.
    let _ = catalogue::service::write_down_misses(&house, &catalogue.now()).await;
    Ok(())
}

/// How often it is looked for pushes that wait to be done.
const LOOK: Duration = Duration::from_millis(250);

/// Does what was pushed and waits, until it is dropped; another node goes on with it then.
async fn do_pushes(backend: Backend, catalogue: Arc<Catalogue>) {
    loop {
        match intake::carry_on(&backend, &catalogue).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(LOOK).await,
            Err(error) => {
                tracing::warn!(code = error.code, "a push could not be gone on with");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

/// Does by the clock what nobody asks for.
async fn tend(backend: Backend, gate: Gate) {
    let mut ticks = tokio::time::interval(Duration::from_secs(3600));
    loop {
        ticks.tick().await;
        // What failed is in the log, and due again in an hour.
        let _ = identity::service::tend(&backend, &gate).await;
        let _ = federation::service::tend(&backend).await;
        let _ = oauth::service::tend(&backend).await;
        let _ = reviews::service::tend(&backend).await;
        let _ = panel::tend(&backend).await;
        let _ = verification::tend(&backend).await;
        let _ = household::tend(&backend).await;
        let _ = webhooks::service::tend(&backend).await;
        let _ = start::forget(&backend).await;
    }
}

/// Does every minute what cannot wait for the hour: what people searched in vain is written
/// down, and drafts whose day has come are carried out.
async fn each_minute(backend: Backend, catalogue: Arc<Catalogue>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(60));
    loop {
        ticks.tick().await;
        // What failed is in the log; a minute of counts is lost by it, a draft is not.
        let _ = catalogue::service::write_down_misses(&backend, &catalogue.now()).await;
        let _ = drafts::service::carry_out_due(&backend, &catalogue).await;
        // Anybody sets out: what is over goes soon, so that it is never many.
        let _ = federation::service::tend(&backend).await;
    }
}

/// Reads a password from `PIJLER_PASSWORD`, or else a line from standard input:
/// what stands on the command line, every process can read.
fn password() -> std::io::Result<SecretString> {
    if let Ok(password) = std::env::var("PIJLER_PASSWORD") {
        return Ok(password.into());
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned().into())
}

async fn create_administrator(config: &Config, email: &str) -> Result<(), Failed> {
    let password = password()?;
    let backend = start::open(config).await?;
    start::prepare(config, &backend).await?;
    identity::service::create_administrator(&backend, email, password.expose_secret())
        .await
        .map_err(NotStarted::Slice)?;
    say(ENROL)
}

/// What whoever made an administrator has to know.
const ENROL: &str = "\
An administrator signs in with a second factor. Set it up with the same address and password:
POST /v1/accounts/_second-factor gives what an app makes codes with, and
POST /v1/accounts/_confirm-second-factor takes a first code and gives recovery codes.
";

async fn rotate_keys(config: &Config) -> Result<(), Failed> {
    let backend = start::open(config).await?;
    let gate = start::gate(&backend, config).await;
    let gate = gate.map_err(NotStarted::Slice)?;
    identity::service::rotate_keys(&backend, &gate)
        .await
        .map_err(NotStarted::Slice)?;
    Ok(())
}

/// Waits for whoever runs the program to have enough of it.
async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = term.recv() => Ok(()),
        outcome = tokio::signal::ctrl_c() => outcome,
    }
}

async fn migrate(config: &Config, direction: Direction) -> Result<(), Failed> {
    let backend = start::open(config).await?;
    let schema = backend.databases().schema();
    let turn = Turn::wait(config).await?;
    match direction {
        Direction::Up => Migrator::up(schema, None).await?,
        Direction::Down => Migrator::down(schema, Some(1)).await?,
        Direction::Status => {
            for migration in Migrator::get_migration_with_status(schema).await? {
                say(&format!(
                    "{:8} {}\n",
                    migration.status().to_string(),
                    migration.name()
                ))?;
            }
        }
    }
    Ok(turn.done().await?)
}

async fn seed(config: &Config) -> Result<(), Failed> {
    let backend = start::open(config).await?;
    Ok(start::prepare(config, &backend).await?)
}
