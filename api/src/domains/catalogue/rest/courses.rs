//! Lists of courses: filtered, ordered, and counted by facets.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa::IntoParams;

use crate::domains::catalogue::model::{CourseSort, Facet};
use crate::domains::catalogue::service::{self, CourseQuery, EditionQuery, Within, unknown};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{CoursesBody, Show};
use crate::kernel::body::Sent;
use crate::kernel::door::{language, listed};
use crate::kernel::error::ApiError;
use crate::kernel::kept::lasting;
use crate::kernel::page::PageParams;
use crate::kernel::query::{FromQuery, Query};

/// In which order, and counted by what
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListParams {
    /// In which order; what is current first, where left out
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
                query.faults().push(unknown("sort", &word));
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
                None => query.faults().push(unknown("facets", word)),
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
#[utoipa::path(
    tag = "catalogue",
    params(CourseQuery, EditionQuery, ListParams, PageParams),
    responses((status = 200, description = "A page", body = CoursesBody)),
)]
#[get("/courses")]
pub async fn list_courses(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let filter = CourseQuery::from_query(&mut query);
    courses(&request, &catalogue, query, &filter)
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
    courses(
        &request,
        &catalogue,
        Query::new(request.query_string()),
        &sent.0,
    )
}

fn courses(
    request: &HttpRequest,
    catalogue: &Catalogue,
    mut query: Query,
    filter: &CourseQuery,
) -> Result<HttpResponse, ApiError> {
    let ListParams { sort, facets } = ListParams::from_query(&mut query);
    let (sort, page) = (sort.unwrap_or(CourseSort::Offer), query.page());
    let snapshot = &*catalogue.now();
    let found = service::courses(snapshot, Within::Everything, filter, sort, &page);
    let (choice, page) = query.finish_with(found)?;
    let show = Show {
        snapshot,
        language: language(request),
    };
    let body = show.courses(&choice, &page, &facets);
    listed(request, &body, body.next_cursor.as_deref()).map(lasting)
}
