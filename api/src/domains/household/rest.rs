//! The REST door to households and situations.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, delete, get, post, put};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{self, SituationWish};
use super::view::{HouseholdView, InvitationView, SituationView};
use crate::domains::catalogue::Catalogue;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::error::ApiError;

/// Mounts households and situations under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(get_household)
        .service(invite_partner)
        .service(accept_partner)
        .service(leave_household)
        .service(get_situation)
        .service(save_situation)
        .service(erase_situation);
}

/// The code of an invitation
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdAcceptance {
    /// The code; case, hyphens and spaces do not matter
    #[schema(max_length = 40, example = "7K3M-9QXT-B2HWF")]
    pub code: String,
}

/// Get my household
///
/// Whether I am linked with a partner; nothing of them is shown.
#[utoipa::path(
    tag = "households",
    security(("bearer" = [])),
    responses((status = 200, description = "My household", body = HouseholdView)),
)]
#[get("/me/household")]
pub async fn get_household(
    backend: Data<Backend>,
    actor: Actor,
) -> Result<Json<HouseholdView>, ApiError> {
    let found = service::household(&backend, &actor).await?;
    Ok(Json(found.into()))
}

/// Invite my partner
///
/// For verified parents. The code serves once, for 7 days; another takes its place.
#[utoipa::path(
    tag = "households",
    security(("bearer" = [])),
    responses(
        (status = 201, description = "The invitation", body = InvitationView),
        (status = 409, description = "I am linked already"),
    ),
)]
#[post("/me/household/_invite")]
pub async fn invite_partner(
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let made = service::invite(&backend, &actor).await?;
    Ok(HttpResponse::Created().json(InvitationView::from(made)))
}

/// Accept my partner's invitation
///
/// Both accounts are of one household then, which figures count once.
#[utoipa::path(
    tag = "households",
    security(("bearer" = [])),
    request_body = HouseholdAcceptance,
    responses(
        (status = 200, description = "My household", body = HouseholdView),
        (status = 409, description = "I am linked already"),
        (status = 429, description = "Too many were tried"),
    ),
)]
#[post("/me/household/_accept")]
pub async fn accept_partner(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<HouseholdAcceptance>,
) -> Result<Json<HouseholdView>, ApiError> {
    let linked = service::accept(&backend, &actor, &body.code).await?;
    Ok(Json(linked.into()))
}

/// Leave my household
///
/// For both: neither is linked then. An invitation that stands is taken back.
#[utoipa::path(
    tag = "households",
    security(("bearer" = [])),
    responses((status = 204, description = "Left")),
)]
#[delete("/me/household")]
pub async fn leave_household(
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    service::leave(&backend, &actor).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Get my situation
///
/// What I said of it; nobody else sees it.
#[utoipa::path(
    tag = "households",
    security(("bearer" = [])),
    responses((status = 200, description = "My situation", body = SituationView)),
)]
#[get("/me/situation")]
pub async fn get_situation(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
) -> Result<Json<SituationView>, ApiError> {
    let found = service::situation(&backend, &catalogue.now(), &actor).await?;
    Ok(Json(found.into()))
}

/// Say what my situation is
///
/// As a whole: what is left out is not said. The province follows from the region.
#[utoipa::path(
    tag = "households",
    security(("bearer" = [])),
    request_body = SituationWish,
    responses((status = 200, description = "My situation", body = SituationView)),
)]
#[put("/me/situation")]
pub async fn save_situation(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    Sent(body): Sent<SituationWish>,
) -> Result<Json<SituationView>, ApiError> {
    let saved = service::save(&backend, &catalogue.now(), &actor, body).await?;
    Ok(Json(saved.into()))
}

/// Erase my situation
///
/// Nothing of it is left.
#[utoipa::path(
    tag = "households",
    security(("bearer" = [])),
    responses((status = 204, description = "Erased")),
)]
#[delete("/me/situation")]
pub async fn erase_situation(
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    service::erase(&backend, &actor).await?;
    Ok(HttpResponse::NoContent().finish())
}
