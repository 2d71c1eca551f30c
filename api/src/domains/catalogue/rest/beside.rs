//! What stands beside courses: those like them, a comparison, what changed.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use chrono::{DateTime, Utc};
use utoipa::IntoParams;

use super::{seen, shown, told};
use crate::domains::catalogue::service;
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{ChangeView, ComparisonView, SimilarBody};
use crate::kernel::door::{data, list};
use crate::kernel::error::ApiError;
use crate::kernel::language::Text;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, NoQuery, Query};

/// Which courses stand side by side
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Compared {
    /// The courses, two to six: ids or slugs
    #[param(required = false)]
    pub course: Vec<String>,
}

impl FromQuery for Compared {
    fn from_query(query: &mut Query) -> Self {
        Self {
            course: query.many("course"),
        }
    }
}

/// From when on
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// From this moment on, as RFC 3339 writes it; all there is where left out
    pub since: Option<DateTime<Utc>>,
}

impl FromQuery for Since {
    fn from_query(query: &mut Query) -> Self {
        let moment = Text::new(
            "is een moment, zoals 2026-09-01T18:30:00Z",
            "is a moment, like 2026-09-01T18:30:00Z",
        );
        Self {
            since: query.parsed("since", moment),
        }
    }
}

/// List courses that are about the same
///
/// Those that share a topic with the course, likest first: topics that few courses have
/// count most, then audiences and learning form. Reviews have no say in it.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug of the course")),
    responses((status = 200, description = "At most twelve", body = SimilarBody)),
)]
#[get("/courses/{id}/similar")]
pub async fn list_similar_courses(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    Query::read::<NoQuery>(request.query_string())?;
    let seen = seen(&request, &catalogue);
    let snapshot = &*seen;
    let course = service::course(snapshot, &id)?;
    let show = shown(snapshot, &request);
    let similar = service::similar(snapshot, course);
    let items = similar.iter().map(|alike| show.similar(alike)).collect();
    data(&request, &SimilarBody { items }).map(|answer| told(&seen, answer))
}

/// Compare courses
///
/// Two to six of them side by side, aspect by aspect, in the words of the language asked for.
#[utoipa::path(
    tag = "catalogue",
    params(Compared),
    responses((status = 200, description = "Side by side", body = ComparisonView)),
)]
#[get("/courses/_compare")]
pub async fn compare_courses(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let Compared { course } = Compared::from_query(&mut query);
    let seen = seen(&request, &catalogue);
    let snapshot = &*seen;
    let places = query.finish_with(service::compared(snapshot, "course", &course))?;
    let show = shown(snapshot, &request);
    data(&request, &show.comparison(&places)).map(|answer| told(&seen, answer))
}

/// List what changed among courses
///
/// Each course once, as it is now, the oldest change first; what is gone is told too. Those
/// who keep a copy ask again from a minute before the newest change that they know: what
/// two people change at once may come in after its time.
#[utoipa::path(
    tag = "catalogue",
    params(Since, PageParams),
    responses((status = 200, description = "A page", body = PageBody<ChangeView>)),
)]
#[get("/courses/_changes")]
pub async fn list_course_changes(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let Since { since } = Since::from_query(&mut query);
    let page = query.page();
    query.finish()?;
    let seen = seen(&request, &catalogue);
    let snapshot = &*seen;
    let changes = service::changes(&seen, since.unwrap_or_default(), &page);
    let show = shown(snapshot, &request);
    list(&request, changes.map(|change| show.change(&change))).map(|answer| told(&seen, answer))
}
