//! The REST door to drafts.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{DraftId, Judged, State};
use super::service::{self, DraftRequest, ReplaceRequest, ReturnRequest, StepRequest};
use super::view::{DraftSummaryView, DraftView};
use crate::domains::catalogue::service::words_of;
use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{item, list};
use crate::kernel::error::ApiError;
use crate::kernel::idempotency::Key;
use crate::kernel::language::Language;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::revision::Revision;

/// Mounts drafts under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_drafts)
        .service(begin_draft)
        .service(get_draft)
        .service(replace_draft)
        .service(throw_draft_away)
        .service(submit_draft)
        .service(retract_draft)
        .service(approve_draft)
        .service(return_draft);
}

/// How far drafts are
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfState {
    /// In any of these states; all where left out
    #[param(inline, required = false)]
    pub state: Vec<State>,
}

impl FromQuery for OfState {
    fn from_query(query: &mut Query) -> Self {
        Self {
            state: words_of(query, "state", (State::ALL, State::word)),
        }
    }
}

/// List drafts
///
/// For organisations: their own. For editors and administrators: all; those `in_review` are the review
/// queue. What was begun first comes first.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(OfState, PageParams),
    responses((status = 200, description = "A page", body = PageBody<DraftSummaryView>)),
)]
#[get("/drafts")]
pub async fn list_drafts(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let OfState { state } = OfState::from_query(&mut query);
    let page = query.page();
    let found = service::drafts(&backend, &actor, &state, &page).await;
    list(
        &request,
        query.finish_with(found)?.map(DraftSummaryView::from),
    )
}

/// Begin a draft
///
/// For organisations: of a new course, or of one of their own (`courseId`), which stays as
/// it is until an editor approves the draft. All of it may be left out and be wrong:
/// it is kept, and `messages` tell what is to be said of it, by the rules of a pushed row.
/// Of a course that your own system pushes a draft can be written too; the next push that
/// names the course takes its place.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it begins no other draft. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#)),
    request_body = DraftRequest,
    responses(
        (status = 201, description = "The draft", body = DraftView,
            headers(("Location" = String, description = "The draft"))),
        (status = 404, description = "There is no such course, or you may not know of it"),
        (status = 409, description = "There are too many drafts"),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/drafts")]
pub async fn begin_draft(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    key: Key,
    Sent(body): Sent<DraftRequest>,
) -> Result<HttpResponse, ApiError> {
    let draft = service::create(&backend, &catalogue, &actor, (body, &key)).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/drafts/{}", draft.draft.id.0)))
        .json(DraftView::of(draft, language)))
}

/// Get a draft
///
/// For the organisation whose it is, editors and administrators.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    responses((status = 200, description = "The draft", body = DraftView)),
)]
#[get("/drafts/{id}")]
pub async fn get_draft(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    id: Path<DraftId>,
) -> Result<HttpResponse, ApiError> {
    let draft = service::draft(&backend, &catalogue, &actor, id.into_inner()).await?;
    let revision = draft.draft.revision;
    item(&request, revision, &DraftView::of(draft, language))
}

/// Write a draft anew
///
/// As a whole: what it does not say is left out from now on. Not while it waits for a
/// reviewer; take it back first.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    request_body = ReplaceRequest,
    responses(
        (status = 200, description = "The draft", body = DraftView),
        (status = 409, description = "It waits for a reviewer, or was approved"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[put("/drafts/{id}")]
pub async fn replace_draft(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    id: Path<DraftId>,
    Sent(body): Sent<ReplaceRequest>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.into_inner(), body);
    let draft = service::replace(&backend, &catalogue, &actor, of).await?;
    Ok(HttpResponse::Ok().json(DraftView::of(draft, language)))
}

/// Throw a draft away
///
/// The course that it was of stays as it is. Not while it waits for a reviewer.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "It waits for a reviewer, or for its day"),
    ),
)]
#[delete("/drafts/{id}")]
pub async fn throw_draft_away(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<DraftId>,
) -> Result<HttpResponse, ApiError> {
    service::remove(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Submit a draft
///
/// It then stands in the review queue, and cannot be changed there. Where something in it
/// is an error, it is refused and every fault is named.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    request_body = StepRequest,
    responses(
        (status = 200, description = "The draft", body = DraftView),
        (status = 409, description = "Something in it is wrong, it waits already, or it was approved"),
        (status = 412, description = "It changed since it was read, or its course since it began"),
    ),
)]
#[post("/drafts/{id}/_submit")]
pub async fn submit_draft(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    id: Path<DraftId>,
    Sent(body): Sent<StepRequest>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.into_inner(), Revision(body.if_revision));
    let draft = service::submit(&backend, &catalogue, &actor, of).await?;
    Ok(HttpResponse::Ok().json(DraftView::of(draft, language)))
}

/// Take a draft back from review
///
/// It can be changed again. What was planned is called off by this, until its day has come.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    request_body = StepRequest,
    responses(
        (status = 200, description = "The draft", body = DraftView),
        (status = 409, description = "It waits for neither a reviewer nor its day"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/drafts/{id}/_retract")]
pub async fn retract_draft(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    id: Path<DraftId>,
    Sent(body): Sent<StepRequest>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.into_inner(), Revision(body.if_revision));
    let draft = service::retract(&backend, &catalogue, &actor, of).await?;
    Ok(HttpResponse::Ok().json(DraftView::of(draft, language)))
}

/// Approve a draft
///
/// For editors and administrators. Its course is shown as the draft says, and is confirmed by that; one
/// that names a day to come (`takesEffectOn`) is `planned` until then. A planned draft goes
/// back to its author if its course changed in the meantime, or something is wrong by then.
/// Where the course changed since the draft began, the answer says so
/// (`draft.course_changed`) and nothing is overwritten.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    request_body = StepRequest,
    responses(
        (status = 200, description = "The draft, with its course", body = DraftView),
        (status = 409, description = "It does not wait for a reviewer, or something in it is wrong by now"),
        (status = 412, description = "It changed since it was read, or its course since it began"),
    ),
)]
#[post("/drafts/{id}/_approve")]
pub async fn approve_draft(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    id: Path<DraftId>,
    Sent(body): Sent<StepRequest>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.into_inner(), Revision(body.if_revision));
    let draft: Judged = service::approve(&backend, &catalogue, &actor, of).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(DraftView::of(draft, language)))
}

/// Return a draft to its author
///
/// For editors and administrators, with the reason in words that its author reads.
#[utoipa::path(
    tag = "drafts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The draft")),
    request_body = ReturnRequest,
    responses(
        (status = 200, description = "The draft", body = DraftView),
        (status = 409, description = "It does not wait for a reviewer"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/drafts/{id}/_return")]
pub async fn return_draft(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    id: Path<DraftId>,
    Sent(body): Sent<ReturnRequest>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.into_inner(), body);
    let draft = service::give_back(&backend, &catalogue, &actor, of).await?;
    Ok(HttpResponse::Ok().json(DraftView::of(draft, language)))
}
