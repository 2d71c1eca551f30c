//! Requests not to be named any more.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domains::catalogue::Catalogue;
use crate::domains::trainers::service::{self, TakeOffRequest};
use crate::domains::trainers::view::TakeOffView;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::Query;

/// A request was taken
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TrainerTakeOffAccepted)]
pub struct TakeOffAccepted {
    /// Always: whether there is such a trainer, and whether somebody asked before, is not told
    pub accepted: bool,
}

/// Ask not to be named any more
///
/// For anybody, without an account: as a trainer, or for one. A foster parent is hidden at
/// once; anybody else as soon as their provider answers. Who asked is kept nowhere, and the
/// answer is the same whomever it is about.
#[utoipa::path(
    tag = "trainers",
    params(("id" = String, Path, description = "Id of the trainer")),
    request_body = TakeOffRequest,
    responses((status = 202, description = "The request was taken", body = TakeOffAccepted)),
)]
#[post("/trainers/{id}/_take-off")]
pub async fn take_trainer_off(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    id: Path<String>,
    Sent(body): Sent<TakeOffRequest>,
) -> Result<HttpResponse, ApiError> {
    service::take_off(&backend, &catalogue.now(), &id, body).await?;
    Ok(HttpResponse::Accepted().json(TakeOffAccepted { accepted: true }))
}

/// List requests not to be named
///
/// For organisations: about their own trainers. For administrators: all. One trainer has one
/// request at most, in an order that tells nothing.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<TakeOffView>)),
)]
#[get("/trainers/_take-offs")]
pub async fn list_trainer_take_offs(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let found = service::take_offs(&backend, &actor, &page).await;
    list(&request, query.finish_with(found)?.map(TakeOffView::from))
}
