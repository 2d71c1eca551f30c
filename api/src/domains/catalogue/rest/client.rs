//! The organisation that a parent says is theirs.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, put};
use serde::Deserialize;
use utoipa::ToSchema;

use super::shown;
use crate::domains::catalogue::service;
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::ClientBody;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::error::ApiError;
use crate::kernel::query::{NoQuery, Query};

/// Which organisation is yours
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ClientNaming)]
pub struct ClientRequest {
    /// The foster care organisation: id or slug
    pub provider: String,
}

/// Read which organisation is mine
///
/// For parents: what you said, which nobody else is told.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, description = "What you said", body = ClientBody)),
)]
#[get("/me/client")]
pub async fn read_client(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    Query::read::<NoQuery>(request.query_string())?;
    let snapshot = catalogue.now();
    let client = service::client(&catalogue, &snapshot, &actor)?;
    let client = client.map(|at| shown(&snapshot, &request).provider(at));
    Ok(HttpResponse::Ok().json(ClientBody { client }))
}

/// Say which organisation is mine
///
/// For parents. You then see what this foster care organisation offers to its own, at its own
/// price, wherever you look for courses. It is kept with your account and told to nobody, the
/// organisation least of all; you take it back whenever you like.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    request_body = ClientRequest,
    responses((status = 200, description = "What you said", body = ClientBody)),
)]
#[put("/me/client")]
pub async fn name_client(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    Sent(body): Sent<ClientRequest>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let wish = ("/provider", body.provider.as_str());
    let at = service::name_client(&backend, &catalogue, &actor, wish).await?;
    let client = Some(shown(&snapshot, &request).provider(at));
    Ok(HttpResponse::Ok().json(ClientBody { client }))
}

/// Take back which organisation is mine
///
/// For parents.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    responses((status = 204, description = "Nothing is known of it any more")),
)]
#[delete("/me/client")]
pub async fn forget_client(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    service::forget_client(&backend, &catalogue, &actor).await?;
    Ok(HttpResponse::NoContent().finish())
}
