//! The GraphQL door to webhooks.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::model::{DeliveryStatus, WebhookDeliveryId, WebhookId};
use super::reach::Reach;
use super::service::{self, LogFilter, Made, ReplayWish, RotateWish, WebhookReplace, WebhookWish};
use super::view::{DeliveryView, WebhookView};
use crate::kernel::backend::Backend;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::happened::Event;
use crate::kernel::id::Identity;
use crate::kernel::moment::Moment;
use crate::kernel::page::{Cursor, Total, connection};

/// What can be asked of webhooks
#[derive(Debug, Default)]
pub struct WebhookQuery;

/// What can be done with webhooks
#[derive(Debug, Default)]
pub struct WebhookMutation;

#[ComplexObject]
impl WebhookView {
    /// The global id
    async fn id(&self) -> ID {
        WebhookId(self.uuid).global()
    }
}

#[ComplexObject]
impl DeliveryView {
    /// The global id
    async fn id(&self) -> ID {
        WebhookDeliveryId(self.uuid).global()
    }
}

#[Object]
impl WebhookQuery {
    /// The webhooks of my organisation, at most ten
    async fn webhooks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, WebhookView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = joined(faults, service::webhooks(backend, actor, &page).await)?;
        let now = backend.clock.now();
        Ok(connection(found.map(|one| WebhookView::of(&one, now))))
    }

    /// A webhook of my organisation's
    async fn webhook(&self, ctx: &Context<'_>, id: ID) -> Option<Result<WebhookView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            let found = service::webhook(backend, actor, WebhookId::from_global(&id)?).await?;
            Ok(WebhookView::of(&found, backend.clock.now()))
        };
        Some(found.await)
    }

    /// What a webhook was told in the last 30 days, the newest first. What receivers answer is not kept, but for the status
    async fn webhook_deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The webhook")] webhook_id: ID,
        #[graphql(desc = "With one of these; all where left out")] status: Option<
            Vec<DeliveryStatus>,
        >,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, DeliveryView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let filter = LogFilter {
            status: status.unwrap_or_default(),
        };
        let found = async {
            let id = WebhookId::from_global(&webhook_id)?;
            service::deliveries(backend, actor, id, (&filter, &page)).await
        };
        let found = joined(faults, found.await)?;
        Ok(connection(found.map(DeliveryView::from)))
    }
}

/// An address that shall be told
#[derive(InputObject)]
pub struct WebhookCreateInput {
    /// Where to: by https, at a name that leads to addresses that anybody can reach, port 443 or 1024 and up, without a password in it or a `#`
    pub url: String,
    /// What it is told of, 1 to 20
    pub events: Vec<Event>,
    /// What it is for, for people; at most 200 characters
    pub description: Option<String>,
}

/// A webhook to be written anew
#[derive(InputObject)]
pub struct WebhookReplaceInput {
    /// The webhook
    pub id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
    /// Where to, as when it was made
    pub url: String,
    /// What it is told of, 1 to 20
    pub events: Vec<Event>,
    /// What it is for, for people; at most 200 characters
    pub description: Option<String>,
    /// Whether it is told anything. What waits when it is switched off, and what happens until it is switched on again, stands in the log as failed, and can be sent then
    pub enabled: bool,
}

/// A webhook that is meant
#[derive(InputObject)]
pub struct WebhookInput {
    /// The webhook
    pub id: ID,
}

/// A webhook whose secret is made anew
#[derive(InputObject)]
pub struct WebhookRotateInput {
    /// The webhook
    pub id: ID,
    /// Whether secrets of before sign no more from now on: where one may be in other hands. Otherwise they sign 7 days on, beside the new one
    #[graphql(default)]
    pub at_once: bool,
}

/// What shall be sent again
#[derive(InputObject)]
pub struct WebhookReplayInput {
    /// The webhook
    pub id: ID,
    /// Since when: what was noted then or later, and did not arrive
    pub since: Moment,
}

/// A message that shall be sent again
#[derive(InputObject)]
pub struct WebhookDeliveryReplayInput {
    /// The webhook
    pub webhook_id: ID,
    /// The message
    pub id: ID,
}

/// A webhook, and its secret, which is shown this once
#[derive(SimpleObject)]
pub struct WebhookMadePayload {
    /// The webhook
    webhook: WebhookView,
    /// What messages are signed with; keep it now
    secret: String,
}

/// The webhook as it stands
#[derive(SimpleObject)]
pub struct WebhookReplacePayload {
    /// The webhook
    webhook: WebhookView,
}

/// The webhook was deleted
#[derive(SimpleObject)]
pub struct WebhookDeletePayload {
    /// The global id that it had
    id: ID,
}

/// A message that is on its way
#[derive(SimpleObject)]
pub struct WebhookDeliveryPayload {
    /// The message
    delivery: DeliveryView,
}

/// What is sent again
#[derive(SimpleObject)]
pub struct WebhookReplayPayload {
    /// The webhook
    webhook: WebhookView,
    /// How many messages
    count: u64,
}

fn payload(made: Made, backend: &Backend) -> WebhookMadePayload {
    WebhookMadePayload {
        webhook: WebhookView::of(&made.webhook, backend.clock.now()),
        secret: made.secret,
    }
}

#[Object]
impl WebhookMutation {
    /// Make a webhook: a system of my organisation's is told what happens with its own offer, signed by Standard Webhooks 1.0. Its secret is shown this once
    async fn webhook_create(
        &self,
        ctx: &Context<'_>,
        input: WebhookCreateInput,
    ) -> Result<WebhookMadePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let reach: &Reach = ctx.given()?;
        let wish = WebhookWish {
            url: input.url,
            events: input.events,
            description: input.description,
        };
        let made = service::make(backend, reach, actor, wish).await?;
        Ok(payload(made, backend))
    }

    /// Write a webhook anew, as a whole; its secrets stay. Switched on again, it is told what happens from then on, and what it missed can be sent again
    async fn webhook_replace(
        &self,
        ctx: &Context<'_>,
        input: WebhookReplaceInput,
    ) -> Result<WebhookReplacePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let reach: &Reach = ctx.given()?;
        let wish = WebhookReplace {
            if_revision: input.if_revision,
            url: input.url,
            events: input.events,
            description: input.description,
            enabled: input.enabled,
        };
        let of = (WebhookId::from_global(&input.id)?, wish);
        let written = service::replace(backend, reach, actor, of).await?;
        let webhook = WebhookView::of(&written, backend.clock.now());
        Ok(WebhookReplacePayload { webhook })
    }

    /// Delete a webhook: it is told nothing any more, and the log of what it was told is gone with it
    async fn webhook_delete(
        &self,
        ctx: &Context<'_>,
        input: WebhookInput,
    ) -> Result<WebhookDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = WebhookId::from_global(&input.id)?;
        service::remove(backend, actor, id).await?;
        Ok(WebhookDeletePayload { id: id.global() })
    }

    /// Make the secret of a webhook anew; the new one is shown this once. The one of before signs 7 days on beside it, unless `atOnce`
    async fn webhook_rotate(
        &self,
        ctx: &Context<'_>,
        input: WebhookRotateInput,
    ) -> Result<WebhookMadePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let how = RotateWish {
            at_once: input.at_once,
        };
        let of = (WebhookId::from_global(&input.id)?, how);
        let made = service::rotate(backend, actor, of).await?;
        Ok(payload(made, backend))
    }

    /// Have a webhook sent a `webhook.test`, once, whether it is switched on or not. What became of it stands in the log soon after
    async fn webhook_test(
        &self,
        ctx: &Context<'_>,
        input: WebhookInput,
    ) -> Result<WebhookDeliveryPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = WebhookId::from_global(&input.id)?;
        let delivery = service::test(backend, actor, id).await?.into();
        Ok(WebhookDeliveryPayload { delivery })
    }

    /// Have everything sent again that was noted since a moment and did not arrive, each with the id that it had
    async fn webhook_replay(
        &self,
        ctx: &Context<'_>,
        input: WebhookReplayInput,
    ) -> Result<WebhookReplayPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let wish = ReplayWish { since: input.since };
        let of = (WebhookId::from_global(&input.id)?, wish);
        let (webhook, count) = service::replay_since(backend, actor, of).await?;
        let webhook = WebhookView::of(&webhook, backend.clock.now());
        Ok(WebhookReplayPayload { webhook, count })
    }

    /// Have a message sent again, whatever became of it, with the id that it had
    async fn webhook_delivery_replay(
        &self,
        ctx: &Context<'_>,
        input: WebhookDeliveryReplayInput,
    ) -> Result<WebhookDeliveryPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let webhook = WebhookId::from_global(&input.webhook_id)?;
        let of = (webhook, WebhookDeliveryId::from_global(&input.id)?);
        let delivery = service::replay(backend, actor, of).await?.into();
        Ok(WebhookDeliveryPayload { delivery })
    }
}
