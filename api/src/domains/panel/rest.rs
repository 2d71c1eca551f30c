//! The REST door to the panel.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{ConsultationId, IdeaId};
use super::service::{self, AnswerRequest, ConsultationRequest, IdeaRequest};
use super::view::{ConsultationView, IdeaView, ResultsView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::idempotency::Key;
use crate::kernel::language::Language;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::Query;

/// Mounts the panel under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_ideas)
        .service(submit_idea)
        .service(get_idea)
        .service(remove_idea)
        .service(list_consultations)
        .service(announce_consultation)
        .service(get_consultation)
        .service(take_back_consultation)
        .service(answer_consultation)
        .service(get_results);
}

/// List ideas
///
/// Those of the latest month first; within a month in no order that tells anything.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<IdeaView>)),
)]
#[get("/ideas")]
pub async fn list_ideas(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let found = service::ideas(&backend, &actor, &page).await;
    list(&request, query.finish_with(found)?.map(IdeaView::from))
}

/// Submit an idea
///
/// For members of the panel. Nobody is told whose it is. A text that seems to tell who
/// or where somebody is is refused, and nothing of it is kept.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it submits no other idea. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#)),
    request_body = IdeaRequest,
    responses(
        (status = 201, description = "The idea", body = IdeaView,
            headers(("Location" = String, description = "The idea"))),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/ideas")]
pub async fn submit_idea(
    backend: Data<Backend>,
    actor: Actor,
    key: Key,
    Sent(body): Sent<IdeaRequest>,
) -> Result<HttpResponse, ApiError> {
    let idea = service::submit(&backend, &actor, (body, &key)).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/ideas/{}", idea.it.id.0)))
        .json(IdeaView::from(idea)))
}

/// Get an idea
///
/// For members of the panel and those who look after it.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The idea")),
    responses((status = 200, description = "The idea", body = IdeaView)),
)]
#[get("/ideas/{id}")]
pub async fn get_idea(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<IdeaId>,
) -> Result<Json<IdeaView>, ApiError> {
    let idea = service::idea(&backend, &actor, id.into_inner()).await?;
    Ok(Json(idea.into()))
}

/// Remove an idea
///
/// Your own; as a moderator, any. Nothing of it is left.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The idea")),
    responses((status = 204, description = "Nothing of it is left")),
)]
#[delete("/ideas/{id}")]
pub async fn remove_idea(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<IdeaId>,
) -> Result<HttpResponse, ApiError> {
    service::remove(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List consultations
///
/// The one that closes last first.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<ConsultationView>)),
)]
#[get("/consultations")]
pub async fn list_consultations(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let found = service::consultations(&backend, &actor, &page).await;
    let today = backend.clock.today();
    let found = query.finish_with(found)?;
    list(&request, found.map(|one| ConsultationView::on(today, one)))
}

/// Announce a consultation
///
/// For administrators. It opens and closes by itself, on the days that it names.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it announces no other consultation. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#)),
    request_body = ConsultationRequest,
    responses(
        (status = 201, description = "The consultation", body = ConsultationView,
            headers(("Location" = String, description = "The consultation"))),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/consultations")]
pub async fn announce_consultation(
    backend: Data<Backend>,
    actor: Actor,
    key: Key,
    Sent(body): Sent<ConsultationRequest>,
) -> Result<HttpResponse, ApiError> {
    let made = service::announce(&backend, &actor, (body, &key)).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/consultations/{}", made.it.id.0)))
        .json(ConsultationView::on(backend.clock.today(), made)))
}

/// Get a consultation
///
/// For members of the panel, who see whether they answered, and those who look after it.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The consultation")),
    responses((status = 200, description = "The consultation", body = ConsultationView)),
)]
#[get("/consultations/{id}")]
pub async fn get_consultation(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ConsultationId>,
) -> Result<Json<ConsultationView>, ApiError> {
    let found = service::consultation(&backend, &actor, id.into_inner()).await?;
    Ok(Json(ConsultationView::on(backend.clock.today(), found)))
}

/// Take a consultation back
///
/// For administrators, until it opens.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The consultation")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "It has opened, and stays"),
    ),
)]
#[delete("/consultations/{id}")]
pub async fn take_back_consultation(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ConsultationId>,
) -> Result<HttpResponse, ApiError> {
    service::take_back(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Answer a consultation
///
/// For members of the panel, once, while it is open. That you answered and what was
/// answered are kept apart: nobody can tell what you said, and you cannot change it.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The consultation")),
    request_body = AnswerRequest,
    responses(
        (status = 204, description = "It is counted"),
        (status = 409, description = "It is not open, or you answered before"),
    ),
)]
#[post("/consultations/{id}/answers")]
pub async fn answer_consultation(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ConsultationId>,
    Sent(body): Sent<AnswerRequest>,
) -> Result<HttpResponse, ApiError> {
    service::answer(&backend, &actor, id.into_inner(), &body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Get what came of a consultation
///
/// After its closing day, for everybody who may see it at once; before, for nobody.
/// Fewer than 10 people are not told, and more in steps of 5.
#[utoipa::path(
    tag = "panel",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The consultation")),
    responses(
        (status = 200, description = "The results", body = ResultsView),
        (status = 409, description = "Its last day has not gone"),
    ),
)]
#[get("/consultations/{id}/results")]
pub async fn get_results(
    backend: Data<Backend>,
    actor: Actor,
    language: Language,
    id: Path<ConsultationId>,
) -> Result<Json<ResultsView>, ApiError> {
    let results = service::results(&backend, &actor, id.into_inner()).await?;
    Ok(Json(ResultsView::of(results, language)))
}
