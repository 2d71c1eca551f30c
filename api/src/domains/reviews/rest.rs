//! The REST door to reviews. A course's own addresses, for its reviews and the right
//! to write one, are the catalogue's.

use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{ModeratedReviewId, Status};
use super::service::{self, DeclineRequest, ReleaseRequest, ReviewFilter, ReviewInput, TokenInput};
use super::view::{ModeratedReviewView, OwnReviewView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};

/// Mounts reviews under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(post_review)
        .service(read_own_review)
        .service(erase_review)
        .service(list_reviews)
        .service(release_review)
        .service(decline_review);
}

/// Write a review, or write it anew
///
/// With the token alone: a bearer token is refused, so that nothing ties the review to
/// an account. Sent again it changes nothing; with other content it takes the place of
/// what stood, and waits for a moderator again, until it comes out.
#[utoipa::path(
    tag = "reviews",
    request_body = ReviewInput,
    responses(
        (status = 200, description = "The review, as it stands", body = OwnReviewView),
        (status = 404, description = "The course is no longer here"),
        (status = 409, description = "It came out: erase it first"),
    ),
)]
#[post("/reviews")]
pub async fn post_review(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<ReviewInput>,
) -> Result<Json<OwnReviewView>, ApiError> {
    let review = service::post(&backend, &actor, body).await?;
    Ok(Json(review.into()))
}

/// Read your own review
///
/// Everything that is kept of it. By POST and without a bearer token: the token is not
/// for addresses, which logs keep.
#[utoipa::path(
    tag = "reviews",
    request_body = TokenInput,
    responses(
        (status = 200, description = "The review, as it stands", body = OwnReviewView),
        (status = 404, description = "None was written with this token, or it was erased"),
    ),
)]
#[post("/reviews/_own")]
pub async fn read_own_review(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<TokenInput>,
) -> Result<Json<OwnReviewView>, ApiError> {
    let review = service::own(&backend, &actor, &body).await?;
    Ok(Json(review.into()))
}

/// Erase your own review
///
/// Its words are gone at once, everywhere. Averages change with the next batch, or go
/// too where fewer than five reviews are left. The token stays good for another review.
#[utoipa::path(
    tag = "reviews",
    request_body = TokenInput,
    responses(
        (status = 204, description = "Nothing of it is left"),
    ),
)]
#[post("/reviews/_erase")]
pub async fn erase_review(
    backend: Data<Backend>,
    actor: Actor,
    Sent(body): Sent<TokenInput>,
) -> Result<HttpResponse, ApiError> {
    service::erase(&backend, &actor, &body).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// List reviews that wait
///
/// For moderators. In no order that tells anything.
#[utoipa::path(
    tag = "reviews",
    params(
        ("status" = Option<Status>, Query, description = "With this status; `held` where left out"),
        PageParams,
    ),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "A page", body = PageBody<ModeratedReviewView>),
    ),
)]
#[get("/reviews")]
pub async fn list_reviews(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let (filter, page) = (ReviewFilter::from_query(&mut query), query.page());
    let found = service::held(&backend, &actor, &filter, &page).await;
    let found = query.finish_with(found)?;
    list(&request, found.map(ModeratedReviewView::from))
}

/// Release a review
///
/// It waits to come out with others. For moderators.
#[utoipa::path(
    tag = "reviews",
    params(("id" = uuid::Uuid, Path, description = "The review")),
    security(("bearer" = [])),
    request_body = ReleaseRequest,
    responses(
        (status = 200, description = "The review, as it stands", body = ModeratedReviewView),
        (status = 412, description = "Its author changed it in the meantime"),
    ),
)]
#[post("/reviews/{id}/_release")]
pub async fn release_review(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ModeratedReviewId>,
    Sent(body): Sent<ReleaseRequest>,
) -> Result<Json<ModeratedReviewView>, ApiError> {
    let review = service::release(&backend, &actor, id.into_inner(), &body).await?;
    Ok(Json(review.into()))
}

/// Give a review back to its author
///
/// With a reason. One that came out is taken back. For moderators.
#[utoipa::path(
    tag = "reviews",
    params(("id" = uuid::Uuid, Path, description = "The review")),
    security(("bearer" = [])),
    request_body = DeclineRequest,
    responses(
        (status = 200, description = "The review, as it stands", body = ModeratedReviewView),
        (status = 412, description = "Its author changed it in the meantime"),
    ),
)]
#[post("/reviews/{id}/_decline")]
pub async fn decline_review(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<ModeratedReviewId>,
    Sent(body): Sent<DeclineRequest>,
) -> Result<Json<ModeratedReviewView>, ApiError> {
    let review = service::decline(&backend, &actor, id.into_inner(), &body).await?;
    Ok(Json(review.into()))
}
