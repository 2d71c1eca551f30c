//! Keeping courses true: confirming them, and seeing what happened to them.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa::IntoParams;

use super::own::StandingRequest;
use crate::domains::catalogue::VERSION_HEADER;
use crate::domains::catalogue::service;
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{OwnCourseView, VersionView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::language::Text;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::revision::Revision;

/// For how long courses were not confirmed
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Unconfirmed {
    /// For more than so many days
    #[param(minimum = 1, maximum = 3650, default = 180)]
    pub days: Option<i64>,
}

impl FromQuery for Unconfirmed {
    fn from_query(query: &mut Query) -> Self {
        let detail = Text::new("is een geheel getal", "is a whole number");
        Self {
            days: query.parsed("days", detail),
        }
    }
}

/// List courses to confirm
///
/// For organisations: the published courses of the provider that they work for which were
/// not confirmed for 180 days, or never were; for administrators: all such courses. What
/// waits longest comes first. A course that nobody confirms for a year is `unconfirmed`,
/// and sinks in lists.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(Unconfirmed, PageParams),
    responses((status = 200, description = "A page", body = PageBody<OwnCourseView>)),
)]
#[get("/courses/_to-confirm")]
pub async fn list_courses_to_confirm(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let Unconfirmed { days } = Unconfirmed::from_query(&mut query);
    let page = query.page();
    let when = (backend.clock.now(), days);
    let found = service::to_confirm(&catalogue, &actor, when, &page);
    list(&request, query.finish_with(found)?.map(OwnCourseView::from))
}

/// Confirm a course
///
/// For the organisation whose course it is, and administrators: it is still as it stands.
/// That alone changes: `lastVerified` is now, the revision stays.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug")),
    request_body = StandingRequest,
    responses(
        (status = 200, description = "The course as it stands", body = OwnCourseView),
        (status = 409, description = "The public does not see it"),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[post("/courses/{id}/_confirm")]
pub async fn confirm_course(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<StandingRequest>,
) -> Result<HttpResponse, ApiError> {
    let course = (id.as_str(), Revision(body.if_revision));
    let confirmed = service::confirm(&backend, &actor, course).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnCourseView::from(confirmed)))
}

/// List the history of a course
///
/// For the organisation whose course it is, and administrators: what happened to it, the
/// newest first, with what each member was before and after. In which office somebody did
/// it is told, and not who. A push that changes nothing confirms, and has no line.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug"), PageParams),
    responses((status = 200, description = "A page", body = PageBody<VersionView>)),
)]
#[get("/courses/{id}/history")]
pub async fn list_course_history(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let of = (id.as_str(), &page);
    let found = service::history(&backend, &catalogue.now(), &actor, of).await;
    list(&request, query.finish_with(found)?.map(VersionView::from))
}
