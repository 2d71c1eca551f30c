//! Search in words, among everything.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa::IntoParams;

use super::{seen, shown, told, told_unless};
use crate::domains::catalogue::service::{self, SearchQuery};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{MissView, SearchBody, SuggestionsBody};
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{data, list, listed};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};

/// What is being typed
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Typed {
    /// The beginnings of words of a name
    #[param(max_length = 200)]
    pub q: Option<String>,
}

impl FromQuery for Typed {
    fn from_query(query: &mut Query) -> Self {
        Self { q: query.one("q") }
    }
}

/// Search in words
///
/// Courses, topics, subjects, providers and terms, best first, in Dutch: other forms of a word,
/// compounds and their parts, other words for the same, misspellings, places, and filters
/// that are said in words (`gratis`, `online`, `avond`). Each tells why it was found. What is
/// not `confident` may be worth a look; where nothing is, nothing here fits.
#[utoipa::path(
    tag = "catalogue",
    params(SearchQuery, PageParams),
    responses((status = 200, description = "A page", body = SearchBody)),
)]
#[get("/search")]
pub async fn list_search_hits(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let asked = SearchQuery::from_query(&mut query);
    search(&request, &catalogue, query, "q", &asked)
}

/// Search in words with a body
///
/// The same, for words that should not stand in an address.
#[utoipa::path(
    tag = "catalogue",
    params(PageParams),
    request_body = SearchQuery,
    responses((status = 200, description = "A page", body = SearchBody)),
)]
#[post("/search/_search")]
pub async fn search_everything(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    sent: Sent<SearchQuery>,
) -> Result<HttpResponse, ApiError> {
    let query = Query::new(request.query_string());
    search(&request, &catalogue, query, "/q", &sent.0)
}

/// Suggest while somebody types
///
/// Courses, topics, subjects, providers and terms with words in their names that begin like this; ten
/// at most.
#[utoipa::path(
    tag = "catalogue",
    params(Typed),
    responses((status = 200, description = "Ten at most", body = SuggestionsBody)),
)]
#[get("/search/_suggest")]
pub async fn suggest(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let Typed { q } = Typed::from_query(&mut query);
    let seen = seen(&request, &catalogue);
    let snapshot = &*seen;
    let begun = query.finish_with(service::suggested(snapshot, "q", q.as_deref()))?;
    let show = shown(snapshot, &request);
    let items = begun.into_iter().map(|it| show.suggestion(it)).collect();
    data(&request, &SuggestionsBody { items }).map(|answer| told(&seen, answer))
}

/// List what is searched in vain
///
/// How often people searched and nothing surely answered, by month and topic, in steps of ten:
/// what is less is not told, and no month before it is over. What was typed is kept nowhere.
#[utoipa::path(
    tag = "catalogue",
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<MissView>)),
)]
#[get("/search/_misses")]
pub async fn list_search_misses(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    query.finish()?;
    let misses = service::misses(&backend, &page).await?;
    let snapshot = &*catalogue.now();
    let show = shown(snapshot, &request);
    list(&request, misses.map(|miss| show.miss(miss)))
}

fn search(
    request: &HttpRequest,
    catalogue: &Catalogue,
    mut query: Query,
    name: &str,
    asked: &SearchQuery,
) -> Result<HttpResponse, ApiError> {
    let page = query.page();
    let seen = seen(request, catalogue);
    let snapshot = &*seen;
    let answered = query.finish_with(service::search(snapshot, name, asked, &page))?;
    let body = shown(snapshot, request).found(&answered);
    let response = listed(request, &body, body.next_cursor.as_deref())?;
    Ok(told_unless(answered.in_vain, &seen, response))
}
