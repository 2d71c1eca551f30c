//! Lists of courses: filtered, ordered, and counted by facets.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa::IntoParams;

use super::form::{CourseForm, CoursesForm};
use super::{seen, shown, told, told_unless};
use crate::domains::catalogue::files::{feed, linked, table};
use crate::domains::catalogue::model::{CourseSort, Facet};
use crate::domains::catalogue::service::{self, CourseQuery, EditionQuery, Within, no_such_word};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{CourseView, CoursesBody};
use crate::kernel::body::Sent;
use crate::kernel::door::{JSON, file, fresh, public, with_links, written};
use crate::kernel::error::ApiError;
use crate::kernel::form;
use crate::kernel::page::{Cursor, PageParams};
use crate::kernel::query::{FromQuery, Query};

/// In which order, and counted by what
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// In which order; what answers `q` best first, where left out, and without `q` what is current
    #[param(inline)]
    pub sort: Option<CourseSort>,
    /// Which facets to count beside the list, with commas between them
    #[param(inline, style = Form, explode = false, required = false)]
    pub facets: Vec<Facet>,
}

impl FromQuery for ListParams {
    fn from_query(query: &mut Query) -> Self {
        let sort = query.one("sort").and_then(|word| {
            let sort = CourseSort::from_word(&word);
            if sort.is_none() {
                let known = CourseSort::ALL
                    .iter()
                    .map(|it| it.word())
                    .collect::<Vec<_>>();
                query.faults().push(no_such_word("sort", &word, &known));
            }
            sort
        });
        let mut facets = Vec::new();
        let values = query.many("facets");
        let words = values.iter().flat_map(|value| value.split(','));
        // `facets=` names nothing, which is as good as leaving it out.
        for word in words.filter(|word| !word.is_empty()) {
            match Facet::from_word(word) {
                Some(facet) if facets.contains(&facet) => {}
                Some(facet) => facets.push(facet),
                None => {
                    let known = Facet::ALL.iter().map(|it| it.word()).collect::<Vec<_>>();
                    query.faults().push(no_such_word("facets", word, &known));
                }
            }
        }
        Self { sort, facets }
    }
}

/// List courses
///
/// What is current comes first, then what is unconfirmed, then the archive; within each,
/// by title; unless `sort` says otherwise. A course stands in the list once, with those of
/// its editions that were meant.
///
/// In CSV, lists of codes are parted by semicolons, and so are the lines of a price
/// (`priceLines`), each of which names its members as `name=value`, parted by spaces:
/// `kind=course_fee amountCents=12500 required=true payer=parent`.
#[utoipa::path(
    tag = "catalogue",
    params(
        CourseQuery,
        EditionQuery,
        ListParams,
        ("format" = inline(Option<CoursesForm>), Query,
            description = "Where left out, `Accept` chooses. A form that is not `json` has all of the list, unless a page is asked for"),
        PageParams,
    ),
    responses((status = 200, description = "A page, or a file", content(
        (CoursesBody = "application/json"),
        (String = "text/csv"),
        (Value = "application/ld+json"),
        (String = "application/atom+xml"),
    ))),
)]
#[get("/courses")]
pub async fn list_courses(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let filter = CourseQuery::from_query(&mut query);
    let form = form::asked(&mut query, &request);
    courses(&request, &catalogue, query, &filter, form)
}

/// Read a course
///
/// Its editions are at `/courses/{id}/editions`.
#[utoipa::path(
    tag = "catalogue",
    params(
        ("id" = String, Path, description = "Id or slug"),
        ("format" = inline(Option<CourseForm>), Query,
            description = "Where left out, `Accept` chooses"),
    ),
    responses((status = 200, description = "Found", content(
        (CourseView = "application/json"),
        (Value = "application/ld+json"),
    ))),
)]
#[get("/courses/{id}")]
pub async fn read_course(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let form = form::asked(&mut query, &request);
    let seen = seen(&request, &catalogue);
    let snapshot = &*seen;
    let at = query.finish_with(service::course(snapshot, &id))?;
    let show = shown(snapshot, &request);
    let response = match form {
        CourseForm::Json => {
            let revision = snapshot.courses[at].record.revision;
            let json = show.course_json(at);
            let json = json.map_err(|error| ApiError::internal(&error))?;
            fresh(&request, &revision.etag(json), json.to_vec())
        }
        CourseForm::JsonLd => {
            let bytes = linked::one(snapshot, show.language, public(&request), at);
            let bytes = bytes.map_err(|error| ApiError::internal(&error))?;
            written(&request, linked::MEDIA, bytes)
        }
    };
    Ok(told(&seen, response))
}

/// Search courses with a body
///
/// The same filters as the list, for words that should not stand in an address.
#[utoipa::path(
    tag = "catalogue",
    params(ListParams, PageParams),
    request_body = CourseQuery,
    responses((status = 200, description = "A page", body = CoursesBody)),
)]
#[post("/courses/_search")]
pub async fn search_courses(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    sent: Sent<CourseQuery>,
) -> Result<HttpResponse, ApiError> {
    let query = Query::new(request.query_string());
    courses(&request, &catalogue, query, &sent.0, CoursesForm::Json)
}

fn courses(
    request: &HttpRequest,
    catalogue: &Catalogue,
    mut query: Query,
    filter: &CourseQuery,
    form: CoursesForm,
) -> Result<HttpResponse, ApiError> {
    let ListParams { sort, facets } = ListParams::from_query(&mut query);
    let page = match form {
        CoursesForm::Json => query.page(),
        CoursesForm::Csv | CoursesForm::JsonLd | CoursesForm::Atom => query.page_of_file(),
    };
    let seen = seen(request, catalogue);
    let snapshot = &*seen;
    let found = service::courses(snapshot, Within::Everything, filter, sort, &page);
    let (choice, page) = query.finish_with(found)?;
    let show = shown(snapshot, request);
    let places: Vec<usize> = page.entries.iter().map(|(_, at)| *at).collect();
    let (language, public) = (show.language, public(request));
    let response = match form {
        CoursesForm::Json => {
            let json = show.courses_json(&choice, &page, &facets);
            written(
                request,
                JSON,
                json.map_err(|error| ApiError::internal(&error))?,
            )
        }
        CoursesForm::Csv => {
            let rows = table::courses(places.iter().map(|at| show.course(*at)));
            let bytes = rows.map_err(|error| ApiError::internal(&error))?;
            file(request, None, table::MEDIA, "courses.csv", bytes.into())
        }
        CoursesForm::JsonLd => {
            let list = linked::courses(snapshot, language, public, &places);
            let bytes = list.map_err(|error| ApiError::internal(&error))?;
            written(request, linked::MEDIA, bytes)
        }
        CoursesForm::Atom => {
            // Not the target as it was sent: that may name another host.
            let address = format!("{public}{}?{}", request.path(), request.query_string());
            let bytes = feed::courses(snapshot, language, (public, &address), &places);
            written(request, feed::MEDIA, bytes)
        }
    };
    let next = page.next().map(Cursor::encode);
    let response = with_links(request, response, next.as_deref());
    Ok(told_unless(choice.is_in_vain(), &seen, response))
}
