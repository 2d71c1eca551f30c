//! What webhooks were told: the log, having it sent again, and a message to see whether it
//! arrives.

use serde_json::json;

use super::kept::{held, webhook, write_down};
use super::tell::body;
use super::wishes::{LogFilter, ReplayWish};
use crate::domains::webhooks::error::WebhookError;
use crate::domains::webhooks::model::{
    Delivery, DeliveryStatus, Webhook, WebhookDeliveryId, WebhookId,
};
use crate::domains::webhooks::policy;
use crate::domains::webhooks::store;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::error::{ApiError, database};
use crate::kernel::happened::Event;
use crate::kernel::page::{Page, PageRequest};

/// A page of what a webhook was told, the newest first.
pub async fn deliveries(
    backend: &Backend,
    actor: &Actor,
    id: WebhookId,
    (filter, page): (&LogFilter, &PageRequest),
) -> Result<Page<Delivery>, ApiError> {
    let of = webhook(backend, actor, id).await?;
    let asked = (filter.status.as_slice(), page);
    let found = store::deliveries(backend.reader(), &of, asked).await;
    found.map_err(database)
}

/// Has a webhook told something that means nothing, switched off or not, once.
pub async fn test(backend: &Backend, actor: &Actor, id: WebhookId) -> Result<Delivery, ApiError> {
    policy::keeps_for(actor)?;
    let tx = backend.write().await?;
    let (webhook, leave) = held(&tx, actor, id).await?;
    let data = json!({"webhookId": webhook.id.0});
    let new = Delivery {
        id: WebhookDeliveryId(backend.ids.ordered()),
        webhook: webhook.id,
        message_id: format!("evt_{}", backend.ids.random().simple()),
        event: Event::Test,
        body: body(Event::Test, tx.now(), &data),
        status: DeliveryStatus::Pending,
        attempts: 0,
        due_at: tx.now(),
        last_attempt_at: None,
        last_status: None,
        failure: None,
        created_at: tx.now(),
    };
    let noted = store::note_test(&leave, new.clone()).await;
    noted.map_err(database)?;
    write_down(backend, &leave, "webhook.test", webhook.id).await?;
    backend.commit(tx).await?;
    Ok(new)
}

/// Has one message sent again, whatever became of it.
pub async fn replay(
    backend: &Backend,
    actor: &Actor,
    (id, delivery): (WebhookId, WebhookDeliveryId),
) -> Result<Delivery, ApiError> {
    policy::keeps_for(actor)?;
    let tx = backend.write().await?;
    let (webhook, leave) = held(&tx, actor, id).await?;
    let known = store::delivery(tx.conn(), webhook.id, delivery).await;
    known.map_err(database)?.ok_or(WebhookError::NoDelivery)?;
    must_be_on(&webhook)?;
    let again = store::replay(&leave, &webhook, delivery).await;
    let again = again.map_err(database)?.ok_or(WebhookError::NoDelivery)?;
    write_down(backend, &leave, "webhook.replay", webhook.id).await?;
    backend.commit(tx).await?;
    Ok(again)
}

/// Has everything sent again that did not arrive since a moment; how much that is.
pub async fn replay_since(
    backend: &Backend,
    actor: &Actor,
    (id, wish): (WebhookId, ReplayWish),
) -> Result<(Webhook, u64), ApiError> {
    policy::keeps_for(actor)?;
    let tx = backend.write().await?;
    let (webhook, leave) = held(&tx, actor, id).await?;
    must_be_on(&webhook)?;
    let again = store::replay_since(&leave, &webhook, wish.since.0).await;
    let again = again.map_err(database)?;
    write_down(backend, &leave, "webhook.replay", webhook.id).await?;
    backend.commit(tx).await?;
    Ok((webhook, again))
}

fn must_be_on(webhook: &Webhook) -> Result<(), WebhookError> {
    match webhook.off {
        Some(_) => Err(WebhookError::Off),
        None => Ok(()),
    }
}
