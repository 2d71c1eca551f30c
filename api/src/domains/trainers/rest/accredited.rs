//! Who accredits a provider.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, put};

use crate::domains::catalogue::{Catalogue, VERSION_HEADER};
use crate::domains::trainers::service::{self, AccreditationsRequest};
use crate::domains::trainers::view::ProviderAccreditationsView;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::error::ApiError;

/// Say who accredits a provider
///
/// For the organisation itself, and administrators. As a whole: what is not named is taken
/// away. Who accredits a course stands in its row, or in a draft of it.
#[utoipa::path(
    tag = "trainers",
    security(("bearer" = [])),
    params(("id" = String, Path, description = "Id or slug of the provider")),
    request_body = AccreditationsRequest,
    responses(
        (status = 200, description = "Who accredits it", body = ProviderAccreditationsView),
        (status = 412, description = "The provider changed since it was read"),
    ),
)]
#[put("/providers/{id}/accreditations")]
pub async fn replace_provider_accreditations(
    backend: Data<Backend>,
    catalogue: Data<Catalogue>,
    actor: Actor,
    id: Path<String>,
    Sent(body): Sent<AccreditationsRequest>,
) -> Result<HttpResponse, ApiError> {
    let done = service::accredit(&backend, &catalogue, &actor, (&id, body)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((VERSION_HEADER, catalogue.now().position))
        .json(ProviderAccreditationsView::from(done)))
}
