//! The house itself, on its embedded default with the shipped catalogue.

use std::io::{Read, Write};

use pijler::app::config::Config;
use pijler::app::server::Server;
use pijler::app::start::{self, Parts};
use pijler::app::telemetry;

use super::Failure;

/// Serves until the other end of standard input is gone.
#[tokio::main]
pub async fn serve() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    // A line a request is written, as it would be.
    telemetry::start(&Config::default().log)?;
    let mut config = Config::default();
    config.storage.folder = folder.path().to_path_buf();
    config.http.port = 0;
    config.metrics.port = 0;
    let backend = start::open(&config).await?;
    start::prepare(&config, &backend).await?;
    let parts = Parts::load(&backend, &config)
        .await
        .map_err(|error| error.detail.en)?;
    let running = Server::start(config, backend, parts)?;
    writeln!(std::io::stdout(), "{}", running.http.port())?;
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    Ok(())
}
