//! What an organisation does with its own courses by hand.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::domains::catalogue::VERSION_HEADER;
use crate::domains::catalogue::model::Status;
use crate::domains::catalogue::service::{self, words_of};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::OwnCourseView;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::revision::Revision;

/// How courses stand
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfStatus {
    /// In any of these ways; all where left out
    #[param(inline, required = false)]
    pub status: Vec<Status>,
}

impl FromQuery for OfStatus {
    fn from_query(query: &mut Query) -> Self {
        Self {
            status: words_of(query, "status", (Status::ALL, Status::word)),
        }
    }
}

/// Which state of a course is meant
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = CourseStanding)]
pub struct StandingRequest {
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// List own courses
///
/// For organisations: all courses of the provider that they work for, whether the public
/// sees them or not. For administrators: all courses.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(OfStatus, PageParams),
    responses((status = 200, description = "A page", body = PageBody<OwnCourseView>)),
)]
#[get("/courses/_own")]
pub async fn list_own_courses(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let OfStatus { status } = OfStatus::from_query(&mut query);
    let page = query.page();
    let found = service::own_courses(&backend, &actor, &status, &page).await;
    list(&request, query.finish_with(found)?.map(OwnCourseView::from))
}

/// Withdraw a course
///
/// For the organisation whose course it is, and administrators. The public finds it no
/// more; those who keep a copy hear that it is gone. Nothing of it is lost.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug")),
    request_body = StandingRequest,
    responses(
        (status = 200, description = "The course as it stands", body = OwnCourseView),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/courses/{id}/_withdraw")]
pub async fn withdraw_course(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StandingRequest>,
) -> Result<HttpResponse, ApiError> {
    stand(&backend, &catalogue, &actor, (&id, body), Status::Withdrawn).await
}

/// Publish a course
///
/// For the organisation whose course it is, and administrators: what was withdrawn is shown
/// again, at its old address, with its editions and reviews.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug")),
    request_body = StandingRequest,
    responses(
        (status = 200, description = "The course as it stands", body = OwnCourseView),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/courses/{id}/_publish")]
pub async fn publish_course(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StandingRequest>,
) -> Result<HttpResponse, ApiError> {
    stand(&backend, &catalogue, &actor, (&id, body), Status::Published).await
}

/// Archive a course
///
/// For the organisation whose course it is, and administrators: it is no longer given, and
/// is kept for the record. As with what is withdrawn, the public finds it no more, and it can
/// be published again.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug")),
    request_body = StandingRequest,
    responses(
        (status = 200, description = "The course as it stands", body = OwnCourseView),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/courses/{id}/_archive")]
pub async fn archive_course(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StandingRequest>,
) -> Result<HttpResponse, ApiError> {
    stand(&backend, &catalogue, &actor, (&id, body), Status::Archived).await
}

async fn stand(
    backend: &Backend,
    catalogue: &Catalogue,
    actor: &Actor,
    (id, body): (&str, StandingRequest),
    status: Status,
) -> Result<HttpResponse, ApiError> {
    let course = (id, Revision(body.if_revision));
    let stands = service::stand(backend, actor, course, status).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnCourseView::from(stands)))
}
