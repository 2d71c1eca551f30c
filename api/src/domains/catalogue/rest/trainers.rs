//! The trainers who are named.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use super::{found, paged};
use crate::domains::catalogue::service::{self, TrainerQuery};
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::TrainerView;
use crate::kernel::door::{item, list};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::revision::Revision;

/// List trainers
///
/// By name: those who are named. A foster parent who gives courses is named only where they
/// want to be.
#[utoipa::path(
    tag = "trainers",
    params(TrainerQuery, PageParams),
    responses((status = 200, description = "A page", body = PageBody<TrainerView>)),
)]
#[get("/trainers")]
pub async fn list_trainers(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
) -> Result<HttpResponse, ApiError> {
    paged(&request, &catalogue, service::trainers, |show, page| {
        list(&request, page.map(|at| show.trainer(at)))
    })
}

/// Read a trainer
///
/// One who is named: of others nothing is told, not even that they are there.
#[utoipa::path(
    tag = "trainers",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "Found", body = TrainerView)),
)]
#[get("/trainers/{id}")]
pub async fn read_trainer(
    request: HttpRequest,
    catalogue: Data<Catalogue>,
    id: Path<String>,
) -> Result<HttpResponse, ApiError> {
    let find = |snapshot: &_| service::trainer(snapshot, &id);
    found(&request, &catalogue, find, |show, at| {
        let body = show.trainer(at);
        item(&request, Revision(body.revision), &body)
    })
}
