//! Who offers something to learn, and the municipalities where that can be.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use super::{FIRST, found, paged};
use crate::domains::catalogue::service::{self, MunicipalityQuery, ProviderQuery};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{MunicipalityView, ProviderView};
use crate::kernel::door::{item, list};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::revision::Revision;

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
    paged(&request, &catalogue, service::providers, |show, page| {
        list(&request, page.map(|at| show.provider(at)))
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
        item(&request, Revision(body.revision), &body)
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
    paged(
        &request,
        &catalogue,
        service::municipalities,
        |show, page| list(&request, page.map(|at| show.municipality(at))),
    )
}

/// Read a municipality
///
/// The centre of the town is given, never an address.
#[utoipa::path(
    tag = "catalogue",
    params(("code" = String, Path, description = "CBS code, slug or name")),
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
        item(&request, FIRST, &show.municipality(at))
    })
}
