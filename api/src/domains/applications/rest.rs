//! The REST door to applications.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{Application, ApplicationId, State};
use super::service::{self, ApplyRequest, ClaimRequest, RefuseRequest};
use super::view::ApplicationView;
use crate::domains::catalogue::service::words_of;
use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::idempotency::Key;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};

/// Mounts applications under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(apply_for_provider)
        .service(claim_provider)
        .service(list_provider_applications)
        .service(get_provider_application)
        .service(take_provider_application_back)
        .service(verify_provider_application)
        .service(refuse_provider_application);
}

/// How far applications are
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

/// Apply for an organisation
///
/// For anybody with an account who acts for no organisation yet: for one that is not known
/// here. An administrator looks into it; verified, the account may act for it.
#[utoipa::path(
    tag = "applications",
    security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it makes no other application. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#)),
    request_body = ApplyRequest,
    responses(
        (status = 201, description = "The application", body = ApplicationView,
            headers(("Location" = String, description = "The application"))),
        (status = 409, description = "Another of yours waits, or you act for an organisation already"),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/providers/_apply")]
pub async fn apply_for_provider(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    key: Key,
    Sent(body): Sent<ApplyRequest>,
) -> Result<HttpResponse, ApiError> {
    let made = service::apply(&backend, &catalogue.now(), &actor, (body, &key)).await?;
    Ok(created(made))
}

/// Claim an organisation
///
/// As an application for a new one, for a provider that stands here from public sources
/// (`source` is `seed`).
#[utoipa::path(
    tag = "applications",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "Id or slug of the provider"),
        ("Idempotency-Key" = Option<String>, Header, description = "Your own name for this request: sent again within a day, it makes no other application. Visible ASCII characters", min_length = 1, max_length = 255, pattern = r#"^(?!""$)[!-~]+$"#),
    ),
    request_body = ClaimRequest,
    responses(
        (status = 201, description = "The application", body = ApplicationView,
            headers(("Location" = String, description = "The application"))),
        (status = 409, description = "The provider is its own, another of yours waits, or you act for an organisation already"),
        (status = 422, description = "The key came before, with something else"),
    ),
)]
#[post("/providers/{id}/_claim")]
pub async fn claim_provider(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    key: Key,
    Sent(body): Sent<ClaimRequest>,
) -> Result<HttpResponse, ApiError> {
    let wish = (id.as_str(), body, &key);
    let made = service::claim(&backend, &catalogue.now(), &actor, wish).await?;
    Ok(created(made))
}

fn created(made: Application) -> HttpResponse {
    HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/provider-applications/{}", made.id.0)))
        .json(ApplicationView::from(made))
}

/// List applications
///
/// Your own; as an administrator, all.
#[utoipa::path(
    tag = "applications",
    security(("bearer" = [])),
    params(OfState, PageParams),
    responses((status = 200, description = "A page", body = PageBody<ApplicationView>)),
)]
#[get("/provider-applications")]
pub async fn list_provider_applications(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let OfState { state } = OfState::from_query(&mut query);
    let page = query.page();
    let found = service::applications(&backend, &actor, &state, &page).await;
    list(
        &request,
        query.finish_with(found)?.map(ApplicationView::from),
    )
}

/// Get an application
///
/// Your own; as an administrator, any.
#[utoipa::path(
    tag = "applications",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The application")),
    responses((status = 200, description = "The application", body = ApplicationView)),
)]
#[get("/provider-applications/{id}")]
pub async fn get_provider_application(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ApplicationId>,
) -> Result<Json<ApplicationView>, ApiError> {
    let found = service::application(&backend, &actor, id.into_inner()).await?;
    Ok(Json(found.into()))
}

/// Take an application back
///
/// Your own, while nobody decided. Nothing of it is left.
#[utoipa::path(
    tag = "applications",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The application")),
    responses(
        (status = 204, description = "Nothing of it is left"),
        (status = 409, description = "It was decided"),
    ),
)]
#[delete("/provider-applications/{id}")]
pub async fn take_provider_application_back(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ApplicationId>,
) -> Result<HttpResponse, ApiError> {
    service::take_back(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Verify an application
///
/// For administrators. A new provider is made, or the one that is claimed becomes its own,
/// and the applicant may sign in as its organisation.
#[utoipa::path(
    tag = "applications",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The application")),
    responses(
        (status = 200, description = "The application, with its provider", body = ApplicationView),
        (status = 409, description = "It was decided, the provider is its own, or the applicant acts for another"),
    ),
)]
#[post("/provider-applications/{id}/_verify")]
pub async fn verify_provider_application(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<ApplicationId>,
) -> Result<HttpResponse, ApiError> {
    let verified = service::verify(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(ApplicationView::from(verified)))
}

/// Refuse an application
///
/// For administrators, with the reason in words that the applicant reads.
#[utoipa::path(
    tag = "applications",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The application")),
    request_body = RefuseRequest,
    responses(
        (status = 200, description = "The application", body = ApplicationView),
        (status = 409, description = "It was decided"),
    ),
)]
#[post("/provider-applications/{id}/_refuse")]
pub async fn refuse_provider_application(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ApplicationId>,
    Sent(body): Sent<RefuseRequest>,
) -> Result<Json<ApplicationView>, ApiError> {
    let refused = service::refuse(&backend, &actor, (id.into_inner(), body)).await?;
    Ok(Json(refused.into()))
}
