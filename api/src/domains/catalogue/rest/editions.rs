//! Courses at a date, a place, or online.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa::IntoParams;

use super::form::EditionsForm;
use super::{found, seen, shown, told};
use crate::domains::catalogue::CatalogueError;
use crate::domains::catalogue::files::{calendar, table};
use crate::domains::catalogue::service::{self, EditionQuery};
use crate::domains::catalogue::snapshot::{Catalogue, Snapshot};
use crate::domains::catalogue::view::EditionView;
use crate::kernel::door::{file, item, list, public, with_links, written};
use crate::kernel::error::ApiError;
use crate::kernel::form;
use crate::kernel::page::{Cursor, Page, PageBody, PageParams, PageRequest};
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::revision::Revision;

/// Of which courses
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfCourses {
    /// Of any of these courses: ids or slugs
    #[param(required = false)]
    pub course: Vec<String>,
}

impl FromQuery for OfCourses {
    fn from_query(query: &mut Query) -> Self {
        Self {
            course: query.many("course"),
        }
    }
}

/// List editions
///
/// By the first day on which they may start; those without a year come last.
#[utoipa::path(
    tag = "catalogue",
    params(
        OfCourses,
        EditionQuery,
        ("format" = inline(Option<EditionsForm>), Query,
            description = "Where left out, `Accept` chooses. A form that is not `json` has all of the list, unless a page is asked for"),
        PageParams,
    ),
    responses((status = 200, description = "A page, or a file", content(
        (PageBody<EditionView> = "application/json"),
        (String = "text/csv"),
        (String = "text/calendar"),
    ))),
)]
#[get("/editions")]
pub async fn list_editions(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let of = OfCourses::from_query(&mut query);
    editions(&request, &catalogue, query, |snapshot, wish, page| {
        service::editions(snapshot, &of.course, wish, page)
    })
}

/// List the editions of a course
///
/// By the first day on which they may start; those without a year come last.
#[utoipa::path(
    tag = "catalogue",
    params(
        ("id" = String, Path, description = "Id or slug of the course"),
        EditionQuery,
        ("format" = inline(Option<EditionsForm>), Query,
            description = "Where left out, `Accept` chooses. A form that is not `json` has all of the list, unless a page is asked for"),
        PageParams,
    ),
    responses((status = 200, description = "A page, or a file", content(
        (PageBody<EditionView> = "application/json"),
        (String = "text/csv"),
        (String = "text/calendar"),
    ))),
)]
#[get("/courses/{id}/editions")]
pub async fn list_course_editions(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let query = Query::new(request.query_string());
    editions(&request, &catalogue, query, |snapshot, wish, page| {
        let course = service::course(snapshot, &id)?;
        service::editions_of(snapshot, course, wish, page)
    })
}

/// Read an edition
///
/// Its date is as precise as is known, and no more.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Found", body = EditionView)),
)]
#[get("/editions/{id}")]
pub async fn read_edition(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::edition(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        let body = show.edition(at);
        item(&request, Revision(body.revision), &body)
    })
}

fn editions(
    request: &HttpRequest,
    catalogue: &Catalogue,
    mut query: Query,
    find: impl FnOnce(&Snapshot, &EditionQuery, &PageRequest) -> Result<Page<usize>, CatalogueError>,
) -> Result<HttpResponse, ApiError> {
    let wish = EditionQuery::from_query(&mut query);
    let form: EditionsForm = form::asked(&mut query, request);
    let page = match form {
        EditionsForm::Json => query.page(),
        EditionsForm::Csv | EditionsForm::Ics => query.page_of_file(),
    };
    let seen = seen(request, catalogue);
    let snapshot = &*seen;
    let page = query.finish_with(find(snapshot, &wish, &page))?;
    let show = shown(snapshot, request);
    let places: Vec<usize> = page.entries.iter().map(|(_, at)| *at).collect();
    let response = match form {
        EditionsForm::Json => {
            return list(request, page.map(|at| show.edition(at)))
                .map(|answer| told(&seen, answer));
        }
        EditionsForm::Csv => {
            let rows = table::editions(places.iter().map(|at| show.edition(*at)));
            let bytes = rows.map_err(|error| ApiError::internal(&error))?;
            file(request, None, table::MEDIA, "editions.csv", bytes.into())
        }
        EditionsForm::Ics => {
            let bytes = calendar::editions(snapshot, public(request), &places);
            written(request, calendar::MEDIA, bytes)
        }
    };
    let next = page.next().map(Cursor::encode);
    Ok(told(&seen, with_links(request, response, next.as_deref())))
}
