//! Hats that are given, proposed and taken, by REST.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::super::model::{GrantId, HatKind, ProposalId};
use super::super::service::{self, ProposeRequest};
use super::super::view::{GivenView, ProposalView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{self, Asked};
use crate::kernel::error::ApiError;
use crate::kernel::language::Text;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, PageOnly, Query};

/// Which hats are wanted
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfHat {
    /// Any of these hats; all where left out
    #[param(inline, required = false)]
    pub hat: Vec<HatKind>,
}

impl FromQuery for OfHat {
    fn from_query(query: &mut Query) -> Self {
        let mut hat = Vec::new();
        for word in query.many("hat") {
            match word.parse() {
                Ok(one) => hat.push(one),
                Err(_) => query.fault(
                    "hat",
                    "grant.hat_unknown",
                    Text::new("dit is geen rol", "this is not a hat"),
                ),
            }
        }
        Self { hat }
    }
}

/// The code that was mailed to whoever is asked to wear a hat
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantAcceptance {
    /// The code; case and hyphen do not matter
    #[schema(max_length = 40, example = "01ZAM-56789")]
    pub code: String,
}

/// List hats that people wear
///
/// Your own. As an administrator all; as a manager also those of your organisation; as a member
/// of the data board also those of researchers.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    params(OfHat, PageParams),
    responses((status = 200, description = "A page", body = PageBody<GivenView>)),
)]
#[get("/grants")]
pub async fn list_grants(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(wanted): Asked<(OfHat, PageOnly)>,
) -> Result<HttpResponse, ApiError> {
    let (OfHat { hat }, PageOnly(page)) = wanted;
    let page = service::grants(&backend, &actor, &hat, &page).await?;
    door::list(&request, page.map(GivenView::from))
}

/// Take a hat, or lay your own down
///
/// Sessions under it end at once. Who wore it is told by letter that something changed.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The hat, as the list shows it")),
    responses(
        (status = 204, description = "Taken"),
        (status = 409, description = "Nobody would be left who can give hats"),
    ),
)]
#[delete("/grants/{id}")]
pub async fn end_grant(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<GrantId>,
) -> Result<HttpResponse, ApiError> {
    service::end(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ask somebody to wear a hat
///
/// A manager asks editors, managers and professionals of their own organisation; an
/// administrator moderators and members of the data board; a member of the data board
/// researchers. A letter with a code is mailed; whether the address has an account is not looked
/// at. An editor has the hat when they take it up; all others when an administrator (for an
/// organisation) or another of the same office seconds it as well. After 14 days it lapses.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    request_body = ProposeRequest,
    responses(
        (status = 201, description = "The proposal", body = ProposalView,
            headers(("Location" = String, description = "The proposal"))),
        (status = 409, description = "Many of yours stand"),
    ),
)]
#[post("/grant-proposals")]
pub async fn propose_grant(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<ProposeRequest>,
) -> Result<HttpResponse, ApiError> {
    let made = service::propose(&backend, &actor, body).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/grant-proposals/{}", made.id.0)))
        .json(ProposalView::from(made)))
}

/// List proposals that stand
///
/// Your own, and those that you may second or take back.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<ProposalView>)),
)]
#[get("/grant-proposals")]
pub async fn list_grant_proposals(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::proposals(&backend, &actor, &page).await?;
    door::list(&request, page.map(ProposalView::from))
}

/// Get a proposal that stands
///
/// Your own, or one that you may second or take back.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The proposal")),
    responses((status = 200, description = "The proposal", body = ProposalView)),
)]
#[get("/grant-proposals/{id}")]
pub async fn get_grant_proposal(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ProposalId>,
) -> Result<Json<ProposalView>, ApiError> {
    let found = service::proposal(&backend, &actor, id.into_inner()).await?;
    Ok(Json(found.into()))
}

/// Take a proposal back, or refuse it
///
/// By whoever made it, or whoever may second it. Nothing of it is left.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The proposal")),
    responses((status = 204, description = "Nothing of it is left")),
)]
#[delete("/grant-proposals/{id}")]
pub async fn withdraw_grant_proposal(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ProposalId>,
) -> Result<HttpResponse, ApiError> {
    service::withdraw(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Second a proposal
///
/// By another than who proposed it, and than whom it is for.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The proposal")),
    responses(
        (status = 200, description = "The proposal; granted where it was taken up", body = ProposalView),
        (status = 409, description = "Another seconded it, or who proposed it has no say in it any more"),
    ),
)]
#[post("/grant-proposals/{id}/_second")]
pub async fn second_grant(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ProposalId>,
) -> Result<Json<ProposalView>, ApiError> {
    let seconded = service::second(&backend, &actor, id.into_inner()).await?;
    Ok(Json(seconded.into()))
}

/// Take up a hat that you are asked to wear
///
/// With the code that was mailed to the address of your own account.
#[utoipa::path(
    tag = "grants",
    security(("bearer" = [])),
    request_body = GrantAcceptance,
    responses(
        (status = 200, description = "The proposal; granted where nobody has to second it yet", body = ProposalView),
        (status = 409, description = "Who proposed or seconded it has no say in it any more"),
    ),
)]
#[post("/grant-proposals/_accept")]
pub async fn accept_grant(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<GrantAcceptance>,
) -> Result<Json<ProposalView>, ApiError> {
    let accepted = service::accept(&backend, &actor, &body.code).await?;
    Ok(Json(accepted.into()))
}
