//! Programs by REST.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::service::{self, ApiClientWish, Made, RotateWish};
use super::super::view::ApiClientView;
use crate::domains::catalogue::Catalogue;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{Asked, list};
use crate::kernel::error::ApiError;
use crate::kernel::id::ClientId;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::PageOnly;

/// A program, and its secret, which is shown this once
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiClientMade)]
pub struct MadeBody {
    /// The program
    #[schema(inline = false)]
    client: ApiClientView,
    /// The secret to show at `/oauth/token`; keep it now. Null where the program signs with keys, or cannot keep one
    secret: Option<String>,
}

impl MadeBody {
    fn of(made: Made, backend: &Backend) -> Self {
        Self {
            client: ApiClientView::of(&made.client, backend.clock.now()),
            secret: made.secret,
        }
    }
}

/// List programs
///
/// Those that act for your organisation; as an administrator, all.
#[utoipa::path(
    tag = "api-clients",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<ApiClientView>)),
)]
#[get("/api-clients")]
pub async fn list_api_clients(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::clients(&backend, &actor, &page).await?;
    let now = backend.clock.now();
    list(&request, page.map(|one| ApiClientView::of(&one, now)))
}

/// Make a program
///
/// It acts for your organisation, with a token of its own from `/oauth/token`
/// (`client_credentials`), and may do what its scopes say and no more. Its secret is shown this
/// once; or it has none, and signs assertions with keys of its own. As an administrator, say for
/// which provider; or make a front-end of others (`redirectUris`), where people sign in here and
/// act through it.
#[utoipa::path(
    tag = "api-clients",
    security(("bearer" = [])),
    request_body = ApiClientWish,
    responses(
        (status = 201, description = "Made", body = MadeBody,
            headers(("Location" = String, description = "The program"))),
        (status = 409, description = "The provider has as many as it may"),
    ),
)]
#[post("/api-clients")]
pub async fn create_api_client(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    Sent(body): Sent<ApiClientWish>,
) -> Result<HttpResponse, ApiError> {
    let made = service::make(&backend, &catalogue.now(), &actor, body).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/api-clients/{}", made.client.id.0)))
        .json(MadeBody::of(made, &backend)))
}

/// Get a program
///
/// One that acts for your organisation; as an administrator, any.
#[utoipa::path(
    tag = "api-clients",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The program")),
    responses((status = 200, description = "The program", body = ApiClientView)),
)]
#[get("/api-clients/{id}")]
pub async fn get_api_client(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ClientId>,
) -> Result<Json<ApiClientView>, ApiError> {
    let found = service::client(&backend, &actor, id.into_inner()).await?;
    Ok(Json(ApiClientView::of(&found, backend.clock.now())))
}

/// Make the secret of a program anew
///
/// The new one is shown this once. The one of before serves 7 days on, so that nothing has to
/// stop; with `atOnce`, neither it nor a token had with it serves any more.
#[utoipa::path(
    tag = "api-clients",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The program")),
    request_body = RotateWish,
    responses(
        (status = 200, description = "Made anew", body = MadeBody),
        (status = 409, description = "It signs with keys of its own, and has no secret"),
    ),
)]
#[post("/api-clients/{id}/_rotate")]
pub async fn rotate_api_client(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ClientId>,
    Sent(body): Sent<RotateWish>,
) -> Result<Json<MadeBody>, ApiError> {
    let made = service::rotate(&backend, &actor, (id.into_inner(), body)).await?;
    Ok(Json(MadeBody::of(made, &backend)))
}

/// End a program
///
/// Neither it nor a token of its is let in any more, on every node.
#[utoipa::path(
    tag = "api-clients",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The program")),
    responses((status = 204, description = "Ended")),
)]
#[delete("/api-clients/{id}")]
pub async fn end_api_client(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ClientId>,
) -> Result<HttpResponse, ApiError> {
    service::end(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}
