//! The words of the catalogue: pillars, topics, subjects, terms and code lists.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use super::{FIRST, found, paged};
use crate::domains::catalogue::service::{self, SubjectQuery, TermQuery, TopicQuery};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{
    CodeListView, PillarView, SubjectView, TermView, TopicView, WholeTopicView,
};
use crate::kernel::door::{item, list};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::NoQuery;
use crate::kernel::revision::Revision;

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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_, _: &NoQuery, page: &_| Ok(service::pillars(snapshot, page));
    paged(&request, &catalogue, find, |show, page| {
        list(&request, page.map(|at| show.pillar(at)))
    })
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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::pillar(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        item(&request, FIRST, &show.pillar(at))
    })
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
) -> Result<HttpResponse, ApiError> {
    paged(&request, &catalogue, service::topics, |show, page| {
        list(&request, page.map(|at| show.topic(at)))
    })
}

/// Read a topic
///
/// With what you meet as somebody who considers, starts or has experience, what you need and
/// what helps. Its subjects are at `/subjects?topic=`, its courses at `/courses?topic=`.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "Found", body = WholeTopicView)),
)]
#[get("/topics/{id}")]
pub async fn read_topic(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::topic(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        item(&request, FIRST, &show.whole_topic(at))
    })
}

/// List subjects
///
/// In the order of their topics; those without a course too: they are gaps.
#[utoipa::path(
    tag = "catalogue",
    params(SubjectQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<SubjectView>)),
)]
#[get("/subjects")]
pub async fn list_subjects(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    paged(&request, &catalogue, service::subjects, |show, page| {
        list(&request, page.map(|at| show.subject(at)))
    })
}

/// Read a subject
///
/// Its courses are at `/courses?subject=`.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "Found", body = SubjectView)),
)]
#[get("/subjects/{id}")]
pub async fn read_subject(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::subject(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        item(&request, FIRST, &show.subject(at))
    })
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
) -> Result<HttpResponse, ApiError> {
    paged(&request, &catalogue, service::terms, |show, page| {
        list(&request, page.map(|at| show.term(at)))
    })
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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::term(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        item(&request, FIRST, &show.term(at))
    })
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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_, _: &NoQuery, page: &_| Ok(service::code_lists(snapshot, page));
    paged(&request, &catalogue, find, |show, page| {
        list(&request, page.map(|at| show.code_list(at)))
    })
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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::code_list(snapshot, &name);
    found(&request, &catalogue, find, |show, at| {
        let list = show.code_list(at);
        item(&request, Revision(list.revision), &list)
    })
}
