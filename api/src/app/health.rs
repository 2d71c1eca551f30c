//! Whether the server lives, and whether it can serve.

use actix_web::web::Data;
use actix_web::{HttpResponse, web};
use migration::Migrator;
use sea_orm::{ConnectionTrait, DbErr, Statement};
use sea_orm_migration::MigratorTrait;

use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, Kind};
use crate::kernel::language::Text;

/// Mounts `/health/live` and `/health/ready`.
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/health/live", web::get().to(live))
        .route("/health/ready", web::get().to(ready));
}

async fn live() -> HttpResponse {
    HttpResponse::Ok().json(serde_json::json!({"status": "live"}))
}

async fn ready(backend: Data<Backend>) -> Result<HttpResponse, ApiError> {
    match is_migrated(&backend).await {
        Ok(true) => Ok(HttpResponse::Ok().json(serde_json::json!({"status": "ready"}))),
        Ok(false) => Err(unready("the database is not migrated")),
        Err(error) => {
            tracing::warn!(?error, "the database cannot be reached");
            Err(unready("the database cannot be reached"))
        }
    }
}

/// Whether every migration has been run; asks without changing anything.
async fn is_migrated(backend: &Backend) -> Result<bool, DbErr> {
    let reader = backend.reader();
    let names = "SELECT version FROM seaql_migrations";
    let rows = reader
        .query_all_raw(Statement::from_string(reader.get_database_backend(), names))
        .await?;
    let done: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "version"))
        .collect::<Result<_, _>>()?;
    Ok(Migrator::migrations()
        .iter()
        .all(|migration| done.iter().any(|name| name == migration.name())))
}

fn unready(why: &'static str) -> ApiError {
    tracing::warn!(why, "not ready");
    ApiError::new(
        Kind::Unavailable,
        "unavailable",
        Text::new("nu even niet beschikbaar", "not available right now"),
    )
}
