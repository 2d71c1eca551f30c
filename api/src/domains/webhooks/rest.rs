//! Webhooks by REST.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Json, Path};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, put};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::model::{DeliveryStatus, WebhookDeliveryId, WebhookId};
use super::reach::Reach;
use super::service::{self, LogFilter, Made, ReplayWish, RotateWish, WebhookReplace, WebhookWish};
use super::view::{DeliveryView, WebhookView};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::body::Sent;
use crate::kernel::door::{Asked, list};
use crate::kernel::error::ApiError;
use crate::kernel::page::{PageBody, PageParams};
use crate::kernel::query::PageOnly;

/// Every route of the slice.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_webhooks)
        .service(create_webhook)
        .service(get_webhook)
        .service(replace_webhook)
        .service(delete_webhook)
        .service(rotate_webhook)
        .service(test_webhook)
        .service(replay_webhook)
        .service(list_webhook_deliveries)
        .service(replay_webhook_delivery);
}

/// A webhook, and its secret, which is shown this once
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookMade)]
pub struct MadeBody {
    /// The webhook
    #[schema(inline = false)]
    webhook: WebhookView,
    /// What messages are signed with; keep it now
    secret: String,
}

impl MadeBody {
    fn of(made: Made, backend: &Backend) -> Self {
        Self {
            webhook: WebhookView::of(&made.webhook, backend.clock.now()),
            secret: made.secret,
        }
    }
}

/// What is sent again
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookReplayed)]
pub struct ReplayedBody {
    /// How many messages
    count: u64,
}

/// List webhooks
///
/// Those of your organisation, at most ten. A program needs the scope `webhooks:read`.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(PageParams),
    responses((status = 200, description = "A page", body = PageBody<WebhookView>)),
)]
#[get("/webhooks")]
pub async fn list_webhooks(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    Asked(PageOnly(page)): Asked<PageOnly>,
) -> Result<HttpResponse, ApiError> {
    let page = service::webhooks(&backend, &actor, &page).await?;
    let now = backend.clock.now();
    list(&request, page.map(|one| WebhookView::of(&one, now)))
}

/// Make a webhook
///
/// A system of your organisation's is then told what happens with your own offer: a POST of
/// JSON (`type`, `timestamp`, `data` with ids and keys), signed by Standard Webhooks 1.0. Its
/// secret is shown this once. A program needs the scope `webhooks:write`.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    request_body = WebhookWish,
    responses(
        (status = 201, description = "Made", body = MadeBody,
            headers(("Location" = String, description = "The webhook"))),
        (status = 409, description = "The provider has as many as it may"),
    ),
)]
#[post("/webhooks")]
pub async fn create_webhook(
    backend: Data<Backend>,
    reach: Data<Reach>,
    actor: Actor,
    Sent(body): Sent<WebhookWish>,
) -> Result<HttpResponse, ApiError> {
    let made = service::make(&backend, &reach, &actor, body).await?;
    Ok(HttpResponse::Created()
        .insert_header((LOCATION, format!("/v1/webhooks/{}", made.webhook.id.0)))
        .json(MadeBody::of(made, &backend)))
}

/// Get a webhook
///
/// One of your organisation's: what it is told, whether anything arrives, and since when not.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The webhook")),
    responses((status = 200, description = "The webhook", body = WebhookView)),
)]
#[get("/webhooks/{id}")]
pub async fn get_webhook(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<WebhookId>,
) -> Result<Json<WebhookView>, ApiError> {
    let found = service::webhook(&backend, &actor, id.into_inner()).await?;
    Ok(Json(WebhookView::of(&found, backend.clock.now())))
}

/// Write a webhook anew
///
/// As a whole; its secrets stay. Switched off, it is told nothing; switched on again, it is told
/// what happens from then on, and what it missed can be sent again.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The webhook")),
    request_body = WebhookReplace,
    responses(
        (status = 200, description = "The webhook", body = WebhookView),
        (status = 412, description = "It changed since it was read"),
    ),
)]
#[put("/webhooks/{id}")]
pub async fn replace_webhook(
    backend: Data<Backend>,
    reach: Data<Reach>,
    actor: Actor,
    id: Path<WebhookId>,
    Sent(body): Sent<WebhookReplace>,
) -> Result<Json<WebhookView>, ApiError> {
    let of = (id.into_inner(), body);
    let written = service::replace(&backend, &reach, &actor, of).await?;
    Ok(Json(WebhookView::of(&written, backend.clock.now())))
}

/// Delete a webhook
///
/// It is told nothing any more, and the log of what it was told is gone with it.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The webhook")),
    responses((status = 204, description = "Deleted")),
)]
#[delete("/webhooks/{id}")]
pub async fn delete_webhook(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<WebhookId>,
) -> Result<HttpResponse, ApiError> {
    service::remove(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Make the secret of a webhook anew
///
/// The new one is shown this once. The one of before signs 7 days on beside it, so that nothing
/// has to stop: each message carries a signature of both. With `atOnce` it signs no more.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The webhook")),
    request_body = RotateWish,
    responses((status = 200, description = "Made anew", body = MadeBody)),
)]
#[post("/webhooks/{id}/_rotate")]
pub async fn rotate_webhook(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<WebhookId>,
    Sent(body): Sent<RotateWish>,
) -> Result<Json<MadeBody>, ApiError> {
    let made = service::rotate(&backend, &actor, (id.into_inner(), body)).await?;
    Ok(Json(MadeBody::of(made, &backend)))
}

/// Test a webhook
///
/// It is sent a `webhook.test`, once, whether it is switched on or not. What became of it stands
/// in the log soon after.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The webhook")),
    responses((status = 202, description = "It is on its way", body = DeliveryView)),
)]
#[post("/webhooks/{id}/_test")]
pub async fn test_webhook(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<WebhookId>,
) -> Result<HttpResponse, ApiError> {
    let noted = service::test(&backend, &actor, id.into_inner()).await?;
    Ok(HttpResponse::Accepted().json(DeliveryView::from(noted)))
}

/// Send again what did not arrive
///
/// Everything that was noted since a moment and failed, each with the id that it had.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The webhook")),
    request_body = ReplayWish,
    responses(
        (status = 202, description = "They are on their way", body = ReplayedBody),
        (status = 409, description = "The webhook is switched off"),
    ),
)]
#[post("/webhooks/{id}/_replay")]
pub async fn replay_webhook(
    backend: Data<Backend>,
    actor: Actor,
    id: Path<WebhookId>,
    Sent(body): Sent<ReplayWish>,
) -> Result<HttpResponse, ApiError> {
    let of = (id.into_inner(), body);
    let (_, count) = service::replay_since(&backend, &actor, of).await?;
    Ok(HttpResponse::Accepted().json(ReplayedBody { count }))
}

/// List what a webhook was told
///
/// The newest first, of the last 30 days: what it was about, how often it was tried, and how
/// that ended. What receivers answer is not kept, but for the status.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The webhook"),
        ("status" = Option<Vec<DeliveryStatus>>, Query, description = "With one of these"),
        PageParams,
    ),
    responses((status = 200, description = "A page", body = PageBody<DeliveryView>)),
)]
#[get("/webhooks/{id}/deliveries")]
pub async fn list_webhook_deliveries(
    request: HttpRequest,
    backend: Data<Backend>,
    actor: Actor,
    id: Path<WebhookId>,
    asked: Asked<(LogFilter, PageOnly)>,
) -> Result<HttpResponse, ApiError> {
    let Asked((filter, PageOnly(page))) = asked;
    let asked = (&filter, &page);
    let found = service::deliveries(&backend, &actor, id.into_inner(), asked).await?;
    list(&request, found.map(DeliveryView::from))
}

/// Send a message again
///
/// Whatever became of it, with the id that it had: whoever knows that id may skip it.
#[utoipa::path(
    tag = "webhooks",
    security(("bearer" = [])),
    params(
        ("id" = uuid::Uuid, Path, description = "The webhook"),
        ("deliveryId" = uuid::Uuid, Path, description = "The message"),
    ),
    responses(
        (status = 202, description = "It is on its way", body = DeliveryView),
        (status = 409, description = "The webhook is switched off"),
    ),
)]
#[post("/webhooks/{id}/deliveries/{deliveryId}/_replay")]
pub async fn replay_webhook_delivery(
    backend: Data<Backend>,
    actor: Actor,
    ids: Path<(WebhookId, WebhookDeliveryId)>,
) -> Result<HttpResponse, ApiError> {
    let again = service::replay(&backend, &actor, ids.into_inner()).await?;
    Ok(HttpResponse::Accepted().json(DeliveryView::from(again)))
}
