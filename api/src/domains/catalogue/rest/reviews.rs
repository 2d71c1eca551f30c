//! The reviews of a course, and the right to write one.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};

use super::paged;
use crate::domains::catalogue::service;
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::reviews::service::RightRequest;
use crate::domains::reviews::view::{ReviewRightView, ReviewView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::language::Language;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::NoQuery;

/// List the reviews of a course
///
/// Those that came out and say something in words, from five reviews on. Their order
/// tells nothing. What they say together is the course's `reviewSummary`.
#[utoipa::path(
    tag = "reviews",
    params(("id" = String, Path, description = "Id or slug of the course"), PageParams),
    responses((status = 200, description = "A page", body = PageBody<ReviewView>)),
)]
#[get("/courses/{id}/reviews")]
pub async fn list_course_reviews(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_, _: &NoQuery, page: &_| {
        let course = service::course(snapshot, &id)?;
        Ok(service::reviews_of(snapshot, course, page))
    };
    paged(&request, &catalogue, find, |show, page| {
        list(&request, page.map(|at| show.review(at)))
    })
}

/// Draw the right to review a course
///
/// For parents; once for each course, ever. The token in the answer is kept nowhere:
/// lost, it is lost. Write the review with it and without a bearer token.
#[utoipa::path(
    tag = "reviews",
    params(("id" = String, Path, description = "Id or slug of the course")),
    security(("bearer" = [])),
    request_body = RightRequest,
    responses(
        (status = 201, description = "The right, shown this once", body = ReviewRightView),
        (status = 409, description = "It was drawn before"),
    ),
)]
#[post("/courses/{id}/review-rights")]
pub async fn draw_review_right(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    language: Language,
    id: Path<String>,
    Sent(body): Sent<RightRequest>,
) -> Result<HttpResponse, ApiError> {
    let seen = service::seen(&catalogue, &actor);
    let drawn = service::draw_review_right(&backend, &actor, &seen, &id, body).await?;
    Ok(HttpResponse::Created().json(ReviewRightView::of(drawn, language)))
}
