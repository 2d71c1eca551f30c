//! What there is to learn: providers, courses, editions, and where.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};
use utoipa::IntoParams;

use super::{FIRST, found, paged};
use crate::domains::catalogue::service::{self, EditionQuery, MunicipalityQuery, ProviderQuery};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{CourseView, EditionView, MunicipalityView, ProviderView};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{FromQuery, Query};
use crate::kernel::revision::Revision;

/// Of which courses
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OfCourses {
    /// Of any of these courses: ids or slugs
    pub course: Vec<String>,
}

impl FromQuery for OfCourses {
    fn from_query(query: &mut Query) -> Self {
        Self {
            course: query.many("course"),
        }
    }
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
) -> Result<HttpResponse, ApiError> {
    paged(&request, &catalogue, service::providers, |show, at| {
        show.provider(at)
    })
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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::provider(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        let body = show.provider(at);
        let revision = Revision(body.revision);
        (body, revision)
    })
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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::course(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        let body = show.course(at);
        let revision = Revision(body.revision);
        (body, revision)
    })
}

/// List editions
///
/// By the first day on which they may start; those without a year come last.
#[utoipa::path(
    tag = "catalogue",
    params(OfCourses, EditionQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<EditionView>)),
)]
#[get("/editions")]
pub async fn list_editions(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_, (of, query): &(OfCourses, EditionQuery), page: &_| {
        service::editions(snapshot, &of.course, query, page)
    };
    paged(&request, &catalogue, find, |show, at| show.edition(at))
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
        let revision = Revision(body.revision);
        (body, revision)
    })
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
) -> Result<HttpResponse, ApiError> {
    paged(&request, &catalogue, service::municipalities, |show, at| {
        show.municipality(at)
    })
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
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::municipality(snapshot, &code);
    found(&request, &catalogue, find, |show, at| {
        (show.municipality(at), FIRST)
    })
}

/// List the editions of a course
///
/// By the first day on which they may start; those without a year come last.
#[utoipa::path(
    tag = "catalogue",
    params(("id" = String, Path, description = "Id or slug of the course"), EditionQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<EditionView>)),
)]
#[get("/courses/{id}/editions")]
pub async fn list_course_editions(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_, query: &EditionQuery, page: &_| {
        let course = service::course(snapshot, &id)?;
        service::editions_of(snapshot, course, query, page)
    };
    paged(&request, &catalogue, find, |show, at| show.edition(at))
}
