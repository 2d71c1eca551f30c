//! What is edited by hand beside courses: providers, code lists, and the topics of courses.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get, put};

use super::{seen, shown};
use crate::domains::catalogue::VERSION_HEADER;
use crate::domains::catalogue::service::{self, CodeWish, MappingWish, ProviderWish};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{
    EditView, MappingView, OwnCodeView, OwnCourseView, ProviderView,
};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::list;
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::{NoQuery, Query};

/// Edit a provider
///
/// For the organisation itself, and administrators: as a whole, so that what is left out is
/// unknown from then on. Its address stays as it is, and only an administrator makes it
/// another kind.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug")),
    request_body = ProviderWish,
    responses(
        (status = 200, description = "The provider as it stands", body = ProviderView),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[put("/providers/{id}")]
pub async fn edit_provider(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<ProviderWish>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.as_str(), body);
    let id = service::replace_provider(&backend, &catalogue.now(), &actor, of).await?;
    let snapshot = &*catalogue.now();
    let at = service::provider(snapshot, &id.0.to_string())?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, snapshot.position))
        .json(shown(snapshot, &request).provider(at)))
}

/// List the history of a provider
///
/// For the organisation itself, and administrators: what was edited by hand, the newest
/// first. In which office somebody did it is told, and not who.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug"), PageParams),
    responses((status = 200, description = "A page", body = PageBody<EditView>)),
)]
#[get("/providers/{id}/history")]
pub async fn list_provider_history(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let of = (id.as_str(), &page);
    let found = service::provider_history(&backend, &catalogue.now(), &actor, of).await;
    list(&request, query.finish_with(found)?.map(EditView::from))
}

/// Put a code in a list
///
/// For administrators: the code is added (`ifRevision` 0), or called otherwise from now on.
/// A code never changes and never goes; it can retire, and what has it keeps it.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(
        ("name" = String, Path, description = "Name of the list"),
        ("code" = String, Path, description = "The code: small letters, digits and underscores", pattern = "^[a-z][a-z0-9_]{0,39}$"),
    ),
    request_body = CodeWish,
    responses(
        (status = 200, description = "The code as it stands", body = OwnCodeView),
        (status = 412, description = "It changed since it was read, or is there already"),
    ),
)]
#[put("/code-lists/{name}/{code}")]
pub async fn put_code(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    of: Path<(String, String)>,
    Sent(body): Sent<CodeWish>,
) -> Result<HttpResponse, ApiError> {
    let of = (of.0.as_str(), of.1.as_str());
    let code = service::put_code(&backend, &catalogue.now(), &actor, of, body).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnCodeView::from(code)))
}

/// List the history of a code list
///
/// For administrators: what was edited by hand, the newest first.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("name" = String, Path, description = "Name of the list"), PageParams),
    responses((status = 200, description = "A page", body = PageBody<EditView>)),
)]
#[get("/code-lists/{name}/history")]
pub async fn list_code_list_history(
    request: HttpRequest,
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    name: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let mut query = Query::new(request.query_string());
    let page = query.page();
    let of = (name.as_str(), &page);
    let found = service::code_list_history(&backend, &catalogue.now(), &actor, of).await;
    list(&request, query.finish_with(found)?.map(EditView::from))
}

/// Read on what a course is mapped
///
/// For editors and administrators: its topics and subjects, and the subjects that it may be about
/// too, by what its title and summary say. A suggestion is nothing but that: it is shown to nobody
/// else, found and counted nowhere, until somebody maps the course so.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The mapping", body = MappingView)),
)]
#[get("/courses/{id}/mapping")]
pub async fn read_mapping(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    Query::read::<NoQuery>(request.query_string())?;
    let seen = seen(&request, &catalogue);
    let mappable = service::mapping(&seen, &actor, &id)?;
    Ok(HttpResponse::Ok().json(shown(&seen, &request).mapping(&mappable)))
}

/// Map a course on topics
///
/// For editors and administrators, who looked at the course: the first topic is its main one, the others
/// are beside it; subjects stand under these topics. What its provider pushes or drafts from
/// then on leaves the mapping as it is, and is told so.
#[utoipa::path(
    tag = "catalogue",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug")),
    request_body = MappingWish,
    responses(
        (status = 200, description = "The course as it stands", body = OwnCourseView),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[put("/courses/{id}/mapping")]
pub async fn map_course(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<MappingWish>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.as_str(), body);
    let course = service::map_course(&backend, &catalogue.now(), &actor, of).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(OwnCourseView::from(course)))
}
