//! An organisation's own trainers.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};

use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::domains::trainers::service::{self, ReplaceRequest, StepRequest, TrainerRequest};
use crate::domains::trainers::view::OwnTrainerView;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::idempotency::Key;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::Query;
use crate::kernel::revision::Revision;

/// List own trainers
///
/// For organisations: the trainers of the provider that they work for, named or not. For
/// administrators: all. In an order that tells nothing.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<OwnTrainerView>)),
)]
#[get("/trainers/_own")]
pub async fn list_own_trainers(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let found = service::own_trainers(&backend, &actor, &page).await;
    list(
        &request,
        query.finish_with(found)?.map(OwnTrainerView::from),
    )
}

/// Add a trainer
///
/// For organisations, of their own; for administrators, of any. Of a foster parent a name is
/// taken only where they want to be named: otherwise it is kept nowhere, and the courses that
/// they give say no more than that a foster parent gives them.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it adds no other trainer. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#)),
    request_body = TrainerRequest,
    responses(
        (status = 201, description = "The trainer", body = OwnTrainerView),
        (status = 409, description = "Another trainer has this key, or there are too many"),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/trainers")]
pub async fn add_trainer(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    key: Key,
    Sent(body): Sent<TrainerRequest>,
) -> Result<HttpResponse, ApiError> {
    let made = service::create(&backend, &catalogue.now(), &actor, (body, &key)).await?;
    Ok(HttpResponse::Created()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnTrainerView::from(made)))
}

/// Write a trainer anew
///
/// As a whole. Who is not named any more leaves no name behind; who is hidden because somebody
/// asked for it stays so until that is answered (`_keep`).
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id of the trainer")),
    request_body = ReplaceRequest,
    responses(
        (status = 200, description = "The trainer", body = OwnTrainerView),
        (status = 409, description = "Another trainer has this key"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[put("/trainers/{id}")]
pub async fn replace_trainer(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<ReplaceRequest>,
) -> Result<HttpResponse, ApiError> {
    let written = service::replace(&backend, &actor, (&id, body)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnTrainerView::from(written)))
}

/// Remove a trainer
///
/// At once, and whatever changed since it was read: the name, what they completed and what was
/// asked about them are gone from every row.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id of the trainer")),
    responses((status = 204, description = "Nothing of them is left")),
)]
#[delete("/trainers/{id}")]
pub async fn remove_trainer(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    service::remove(&backend, &actor, &id).await?;
    Ok(HttpResponse::NoContent()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .finish())
}

/// Keep a trainer
///
/// The answer to a request to take them off: they were asked, and want to be named as before.
/// Otherwise write them anew without a name, or remove them.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id of the trainer")),
    request_body = StepRequest,
    responses(
        (status = 200, description = "The trainer", body = OwnTrainerView),
        (status = 409, description = "Nobody asked for them to be taken off"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/trainers/{id}/_keep")]
pub async fn keep_trainer(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StepRequest>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.as_str(), Revision(body.if_revision));
    let kept = service::keep(&backend, &actor, of).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnTrainerView::from(kept)))
}
