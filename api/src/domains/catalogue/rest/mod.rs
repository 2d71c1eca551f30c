//! The catalogue's REST door: lists and items, all public.

mod beside;
mod client;
mod courses;
mod edited;
mod editions;
mod form;
mod own;
mod reviews;
mod search;
mod supply;
mod tended;
mod trainers;
mod words;

use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use utoipa_actix_web::service_config::ServiceConfig;

use super::CatalogueError;
use super::service;
use super::snapshot::{Catalogue, Seen, Snapshot};
use super::view::Show;
use crate::kernel::door::{actor, language};
use crate::kernel::error::ApiError;
use crate::kernel::kept::lasting;
use crate::kernel::page::{Page, PageRequest};
use crate::kernel::query::{FromQuery, NoQuery, Query};
use crate::kernel::revision::Revision;

/// Mounts the catalogue under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(words::list_pillars)
        .service(words::read_pillar)
        .service(words::list_topics)
        .service(words::read_topic)
        .service(words::list_subjects)
        .service(words::read_subject)
        .service(supply::list_providers)
        .service(supply::read_provider)
        .service(courses::list_courses)
        .service(beside::compare_courses)
        .service(beside::list_course_changes)
        .service(beside::list_similar_courses)
        .service(client::read_client)
        .service(client::name_client)
        .service(client::forget_client)
        .service(own::list_own_courses)
        .service(own::withdraw_course)
        .service(own::publish_course)
        .service(own::archive_course)
        .service(tended::list_courses_to_confirm)
        .service(tended::confirm_course)
        .service(tended::list_course_history)
        .service(edited::edit_provider)
        .service(edited::list_provider_history)
        .service(edited::put_code)
        .service(edited::list_code_list_history)
        .service(edited::map_course)
        .service(edited::read_mapping)
        .service(courses::search_courses)
        .service(courses::read_course)
        .service(editions::list_editions)
        .service(editions::read_edition)
        .service(supply::list_municipalities)
        .service(supply::read_municipality)
        .service(trainers::list_trainers)
        .service(trainers::read_trainer)
        .service(words::list_terms)
        .service(words::read_term)
        .service(words::list_code_lists)
        .service(words::read_code_list)
        .service(editions::list_course_editions)
        .service(reviews::list_course_reviews)
        .service(reviews::draw_review_right)
        .service(search::list_search_hits)
        .service(search::search_everything)
        .service(search::suggest)
        .service(search::list_search_misses);
}

/// The catalogue as whoever asks sees it.
fn seen(request: &HttpRequest, catalogue: &Catalogue) -> Seen {
    service::seen(catalogue, &actor(request))
}

/// Says that an answer follows from its question and the public snapshot alone; or, where it may
/// hold what others do not see, that nobody else is to have it.
fn told(seen: &Seen, mut response: HttpResponse) -> HttpResponse {
    if !seen.is_closed() {
        return lasting(response);
    }
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

/// As [`told`], but for what is counted each time that it is asked.
fn told_unless(counted: bool, seen: &Seen, response: HttpResponse) -> HttpResponse {
    match counted && !seen.is_closed() {
        true => response,
        false => told(seen, response),
    }
}

/// Shows what stands in a snapshot, in the language that a request asks for.
fn shown<'s>(snapshot: &'s Snapshot, request: &HttpRequest) -> Show<'s> {
    Show {
        snapshot,
        language: language(request),
    }
}

/// Answers a list: one answer names every fault of the query, of its page and of
/// what its filters name.
fn paged<Q: FromQuery>(
    request: &HttpRequest,
    catalogue: &Catalogue,
    find: impl FnOnce(&Snapshot, &Q, &PageRequest) -> Result<Page<usize>, CatalogueError>,
    answer: impl FnOnce(Show<'_>, Page<usize>) -> Result<HttpResponse, ApiError>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let (filter, page) = (Q::from_query(&mut query), query.page());
    let seen = seen(request, catalogue);
    let page = query.finish_with(find(&seen, &filter, &page))?;
    answer(shown(&seen, request), page).map(|answer| told(&seen, answer))
}

/// Answers an item, with its ETag.
fn found(
    request: &HttpRequest,
    catalogue: &Catalogue,
    find: impl FnOnce(&Snapshot) -> Result<usize, CatalogueError>,
    answer: impl FnOnce(Show<'_>, usize) -> Result<HttpResponse, ApiError>,
) -> Result<HttpResponse, ApiError> {
    Query::read::<NoQuery>(request.query_string())?;
    let seen = seen(request, catalogue);
    let at = find(&seen)?;
    answer(shown(&seen, request), at).map(|answer| told(&seen, answer))
}

/// What is never edited has one revision.
const FIRST: Revision = Revision(1);
