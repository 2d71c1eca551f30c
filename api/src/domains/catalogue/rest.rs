//! The catalogue's REST door: lists and items, all public.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, post};
use utoipa_actix_web::service_config::ServiceConfig;

use super::service::{
    self, CourseQuery, EditionQuery, MunicipalityQuery, ProviderQuery, TermQuery, TopicQuery,
};
use super::snapshot::{Catalogue, Snapshot};
use super::view::{
    CodeListView, CourseView, EditionView, MunicipalityView, PillarView, ProviderView, Show,
    TermView, TopicView,
};
use crate::kernel::body::Sent;
use crate::kernel::door::{Asked, item, language, list, public};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams, PageRequest};
use crate::kernel::query::{FromQuery, NoQuery, PageOnly, Query};
use crate::kernel::revision::Revision;

/// Mounts the catalogue under `/v1`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_pillars)
        .service(read_pillar)
        .service(list_topics)
        .service(read_topic)
        .service(list_providers)
        .service(read_provider)
        .service(list_courses)
        .service(search_courses)
        .service(read_course)
        .service(list_editions)
        .service(read_edition)
        .service(list_municipalities)
        .service(read_municipality)
        .service(list_terms)
        .service(read_term)
        .service(list_code_lists)
        .service(read_code_list)
        .service(list_course_editions);
}

/// A filter and a page, from one query string.
#[derive(Debug)]
struct Paged<T>(T, PageRequest);

impl<T: FromQuery> FromQuery for Paged<T> {
    fn from_query(query: &mut Query) -> Self {
        Self(T::from_query(query), query.page())
    }
}

fn show<'s>(snapshot: &'s Snapshot, request: &HttpRequest) -> Show<'s> {
    Show {
        snapshot,
        language: language(request),
    }
}

/// List the five pillars
///
/// In the order of the model.
#[utoipa::path(
    tag = "catalogue",
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<PillarView>)),
)]
#[get("/pillars")]
pub async fn list_pillars(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let Asked(PageOnly(page)) = asked;
    let snapshot = catalogue.now();
    let page = service::pillars(&snapshot, &page);
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.pillar(at)))?,
    ))
}

/// Read a pillar
///
/// Its topics are at `/topics?pillar=`, its courses at `/courses?pillar=`.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "Found", body = PillarView)),
)]
#[get("/pillars/{id}")]
pub async fn read_pillar(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::pillar(&snapshot, &id)?;
    let body = show(&snapshot, &request).pillar(at);
    Ok(public(&request, item(&request, Revision(1), &body)?))
}

/// List topics
///
/// In the order of the model.
#[utoipa::path(
    tag = "catalogue",
    params(TopicQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<TopicView>)),
)]
#[get("/topics")]
pub async fn list_topics(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<Paged<TopicQuery>>,
) -> Result<HttpResponse, ApiError> {
    let Asked(Paged(query, page)) = asked;
    let snapshot = catalogue.now();
    let page = service::topics(&snapshot, &query, &page)?;
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.topic(at)))?,
    ))
}

/// Read a topic
///
/// Its courses are at `/courses?topic=`.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "Found", body = TopicView)),
)]
#[get("/topics/{id}")]
pub async fn read_topic(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::topic(&snapshot, &id)?;
    let body = show(&snapshot, &request).topic(at);
    Ok(public(&request, item(&request, Revision(1), &body)?))
}

/// List providers
///
/// By name.
#[utoipa::path(
    tag = "catalogue",
    params(ProviderQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<ProviderView>)),
)]
#[get("/providers")]
pub async fn list_providers(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<Paged<ProviderQuery>>,
) -> Result<HttpResponse, ApiError> {
    let Asked(Paged(query, page)) = asked;
    let snapshot = catalogue.now();
    let page = service::providers(&snapshot, &query, &page)?;
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.provider(at)))?,
    ))
}

/// Read a provider
///
/// Its courses are at `/courses?provider=`.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "Found", body = ProviderView)),
)]
#[get("/providers/{id}")]
pub async fn read_provider(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::provider(&snapshot, &id)?;
    let body = show(&snapshot, &request).provider(at);
    Ok(public(
        &request,
        item(&request, Revision(body.revision), &body)?,
    ))
}

/// List courses
///
/// What is current comes first, then what is unconfirmed, then the archive; within each, by title.
#[utoipa::path(
    tag = "catalogue",
    params(CourseQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<CourseView>)),
)]
#[get("/courses")]
pub async fn list_courses(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<Paged<CourseQuery>>,
) -> Result<HttpResponse, ApiError> {
    let Asked(Paged(query, page)) = asked;
    let snapshot = catalogue.now();
    let page = service::courses(&snapshot, &query, &page)?;
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.course(at)))?,
    ))
}

/// Search courses with a body
///
/// The same filters as the list, for words that should not stand in an address.
#[utoipa::path(
    tag = "catalogue",
    params(PageParams),
    request_body = CourseQuery,
    responses((status = 200, description = "A page", body = PageBody<CourseView>)),
)]
#[post("/courses/_search")]
pub async fn search_courses(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<PageOnly>,
    sent: Sent<CourseQuery>,
) -> Result<HttpResponse, ApiError> {
    let Asked(PageOnly(page)) = asked;
    let snapshot = catalogue.now();
    let page = service::courses(&snapshot, &sent.0, &page)?;
    let show = show(&snapshot, &request);
    list(&request, page.map(|at| show.course(at)))
}

/// Read a course
///
/// Its editions are at `/courses/{id}/editions`.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "Found", body = CourseView)),
)]
#[get("/courses/{id}")]
pub async fn read_course(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::course(&snapshot, &id)?;
    let body = show(&snapshot, &request).course(at);
    Ok(public(
        &request,
        item(&request, Revision(body.revision), &body)?,
    ))
}

/// List editions
///
/// By the first day on which they may start; those without a year come last.
#[utoipa::path(
    tag = "catalogue",
    params(EditionQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<EditionView>)),
)]
#[get("/editions")]
pub async fn list_editions(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<Paged<EditionQuery>>,
) -> Result<HttpResponse, ApiError> {
    let Asked(Paged(query, page)) = asked;
    let snapshot = catalogue.now();
    let page = service::editions(&snapshot, &query, &page)?;
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.edition(at)))?,
    ))
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
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::edition(&snapshot, &id)?;
    let body = show(&snapshot, &request).edition(at);
    Ok(public(
        &request,
        item(&request, Revision(body.revision), &body)?,
    ))
}

/// List municipalities
///
/// By name. The centre of the town is given, never an address.
#[utoipa::path(
    tag = "catalogue",
    params(MunicipalityQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<MunicipalityView>)),
)]
#[get("/municipalities")]
pub async fn list_municipalities(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<Paged<MunicipalityQuery>>,
) -> Result<HttpResponse, ApiError> {
    let Asked(Paged(query, page)) = asked;
    let snapshot = catalogue.now();
    let page = service::municipalities(&snapshot, &query, &page)?;
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.municipality(at)))?,
    ))
}

/// Read a municipality
///
/// The centre of the town is given, never an address.
#[utoipa::path(
    tag = "catalogue",
    params(("code" = String, Path, description = "CBS code or slug")),
    responses((status = 200, description = "Found", body = MunicipalityView)),
)]
#[get("/municipalities/{code}")]
pub async fn read_municipality(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    code: Path<String>,
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::municipality(&snapshot, &code)?;
    let body = show(&snapshot, &request).municipality(at);
    Ok(public(&request, item(&request, Revision(1), &body)?))
}

/// List the glossary's terms
///
/// By name. Definitions are in Dutch and are no legal advice.
#[utoipa::path(
    tag = "catalogue",
    params(TermQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<TermView>)),
)]
#[get("/terms")]
pub async fn list_terms(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<Paged<TermQuery>>,
) -> Result<HttpResponse, ApiError> {
    let Asked(Paged(query, page)) = asked;
    let snapshot = catalogue.now();
    let page = service::terms(&snapshot, &query, &page)?;
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.term(at)))?,
    ))
}

/// Read a term
///
/// The definition is in Dutch and is no legal advice.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "Found", body = TermView)),
)]
#[get("/terms/{id}")]
pub async fn read_term(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::term(&snapshot, &id)?;
    let body = show(&snapshot, &request).term(at);
    Ok(public(&request, item(&request, Revision(1), &body)?))
}

/// List the code lists
///
/// Codes that people edit, with labels in both languages.
#[utoipa::path(
    tag = "catalogue",
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<CodeListView>)),
)]
#[get("/code-lists")]
pub async fn list_code_lists(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    asked: Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let Asked(PageOnly(page)) = asked;
    let snapshot = catalogue.now();
    let page = service::code_lists(&snapshot, &page);
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.code_list(at)))?,
    ))
}

/// Read a code list
///
/// Codes never change; labels may.
#[utoipa::path(
    tag = "catalogue",
    params(("name" = String, Path, description = "Name of the list")),
    responses((status = 200, description = "Found", body = CodeListView)),
)]
#[get("/code-lists/{name}")]
pub async fn read_code_list(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    name: Path<String>,
    _: Asked<NoQuery>,
) -> Result<HttpResponse, ApiError> {
    let snapshot = catalogue.now();
    let at = service::code_list(&snapshot, &name)?;
    let body = show(&snapshot, &request).code_list(at);
    Ok(public(&request, item(&request, Revision(1), &body)?))
}

/// List the editions of a course
///
/// By the first day on which they may start; those without a year come last.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug of the course"), PageParams),
    responses((status = 200, description = "A page", body = PageBody<EditionView>)),
)]
#[get("/courses/{id}/editions")]
pub async fn list_course_editions(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
    asked: Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let Asked(PageOnly(page)) = asked;
    let snapshot = catalogue.now();
    let course = service::course(&snapshot, &id)?;
    let page = service::editions_of(&snapshot, course, &page);
    let show = show(&snapshot, &request);
    Ok(public(
        &request,
        list(&request, page.map(|at| show.edition(at)))?,
    ))
}
