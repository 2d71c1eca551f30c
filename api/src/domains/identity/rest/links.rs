//! Links with other issuers by REST.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get};
use serde::Serialize;
use utoipa::ToSchema;

use super::super::model::{LinkId, OwnLink};
use super::super::service;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::door::{self, Asked};
use crate::kernel::error::ApiError;
use crate::kernel::moment::Moment;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::PageOnly;

/// A link of mine with an identity provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = IdentityLink)]
pub struct IdentityLinkBody {
    /// Its id.
    pub id: LinkId,
    /// The identity provider, by its code.
    pub identity_provider: String,
    /// When it was made.
    pub created_at: Moment,
    /// When I last signed in by it; null where I did not.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Moment>,
}

impl From<OwnLink> for IdentityLinkBody {
    fn from(link: OwnLink) -> Self {
        Self {
            id: link.id,
            identity_provider: link.issuer,
            created_at: Moment(link.created_at),
            last_used_at: link.last_used_at.map(Moment),
        }
    }
}

/// List my links with identity providers
///
/// By whom I can sign in here. What a provider calls me is not kept, but as a digest.
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<IdentityLinkBody>)),
)]
#[get("/me/identity-links")]
pub async fn list_own_identity_links(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::own_links(&backend, &actor, &page).await?;
    door::list(&request, page.map(IdentityLinkBody::from))
}

/// Remove one of my links with identity providers
///
/// Nobody signs in by it any more, and no token of the provider serves. Sessions end in roles that
/// it gave, and in roles that need a second factor. My password stays a way in; where I have none,
/// a code to choose one is mailed (`POST /v1/accounts/_request-password`).
#[utoipa::path(
    tag = "accounts",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The link")),
    responses((status = 204, description = "Removed")),
)]
#[delete("/me/identity-links/{id}")]
pub async fn delete_identity_link(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<LinkId>,
) -> Result<HttpResponse, ApiError> {
    service::unlink(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}
