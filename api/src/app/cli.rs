//! What can be said on the command line.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use migration::Migrator;
use sea_orm_migration::MigratorTrait;

use super::config::{BadConfig, Config};
use super::server::Server;
use super::start::{self, NotStarted, Parts, Turn};
use super::{graphql, openapi, telemetry};
use crate::kernel::feed::PERIOD;

/// The open backend of the Dutch learning platform for foster parents.
#[derive(Debug, Parser)]
#[command(name = "pijler", version)]
pub struct Cli {
    /// The file with settings; `pijler.toml` where there is one.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Migrates, seeds and serves; what happens when nothing is said.
    Serve,
    /// Brings the schema of the database up, down, or tells where it stands.
    Migrate {
        #[arg(value_enum, default_value_t = Direction::Up)]
        direction: Direction,
    },
    /// Writes what every database holds from the beginning.
    Seed,
    /// Prints the GraphQL schema.
    Schema,
    /// Prints the OpenAPI document.
    Openapi,
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
            _ => serve(config).await,
        }
    }
}

fn say(text: &str) -> Result<(), Failed> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

async fn serve(config: Config) -> Result<(), Failed> {
    let backend = start::open(&config).await?;
    start::prepare(&config, &backend).await?;
    let parts = Parts::load(&backend, &config)
        .await
        .map_err(NotStarted::Slice)?;
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
    following.abort();
    Ok(running.stop().await?)
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
