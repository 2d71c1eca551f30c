//! The house itself, on its embedded default with the shipped catalogue, and more.

use std::io::{BufRead, BufReader, Write};
use std::time::Instant;

use entities::courses;
use pijler::app::config::Config;
use pijler::app::server::Server;
use pijler::app::start::{self, Parts};
use pijler::app::telemetry;
use pijler::kernel::backend::Backend;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Failure, PARTS, failed, scale};

/// Serves until the other end of standard input is gone. A line there is a wish that a
/// course changes; a line comes back when it has, with how long that took.
#[tokio::main]
pub async fn serve() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    // A line a request is written, as it would be.
    telemetry::start(&Config::default().log)?;
    let mut config = Config::default();
    config.storage.folder = folder.path().to_path_buf();
    config.http.port = 0;
    config.metrics.port = 0;
    config.http.trusted_proxies = vec!["127.0.0.0/8".parse()?];
    // Counted as it would be, but one address asks for everybody here.
    config.limits.requests = 1_000_000_000;
    let backend = start::open(&config).await?;
    start::prepare(&config, &backend).await?;
    scale::add(&backend, std::env::var(PARTS)?.parse()?).await?;
    let begun = Instant::now();
    let parts = Parts::load(&backend, &config).await.map_err(failed)?;
    let loading = begun.elapsed();
    let running = Server::start(config, backend.clone(), parts)?;
    let mut out = std::io::stdout();
    writeln!(out, "{} {}", running.http.port(), loading.as_millis())?;
    let (wish, mut wishes) = tokio::sync::mpsc::channel(1);
    let reading = tokio::task::spawn_blocking(move || {
        for _ in BufReader::new(std::io::stdin()).lines() {
            if wish.blocking_send(()).is_err() {
                break;
            }
        }
    });
    while wishes.recv().await.is_some() {
        let begun = Instant::now();
        change(&backend).await?;
        writeln!(out, "{}", begun.elapsed().as_micros())?;
    }
    Ok(reading.await?)
}

/// Changes one course; when it is done, this node reads it so.
async fn change(backend: &Backend) -> Result<(), Failure> {
    let tx = backend.write().await.map_err(failed)?;
    courses::Entity::update_many()
        .col_expr(
            courses::Column::Revision,
            Expr::col(courses::Column::Revision).add(1),
        )
        .col_expr(courses::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(courses::Column::ExternalId.eq("PLZ-001"))
        .exec(tx.conn())
        .await?;
    let whose = courses::Entity::find()
        .filter(courses::Column::ExternalId.eq("PLZ-001"))
        .one(tx.conn())
        .await?;
    let provider = whose.ok_or("the course")?.provider_id;
    tx.changed("catalogue", provider.to_string());
    backend.commit(tx).await.map_err(failed)?;
    Ok(())
}
