//! How webhooks look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Delivery, DeliveryStatus, Failure, OffBecause, Webhook};
use crate::kernel::happened::Event;
use crate::kernel::moment::Moment;

/// An address of an organisation's own system that is told what happens
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Webhook", complex)]
#[schema(as = Webhook)]
pub struct WebhookView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Where to
    pub url: String,
    /// What it is told of
    pub events: Vec<Event>,
    /// What it is for, for people
    pub description: Option<String>,
    /// Whether it is told anything
    pub enabled: bool,
    /// Since when it is told nothing; null while it is
    #[schema(value_type = Option<String>, format = DateTime)]
    pub off_since: Option<Moment>,
    /// Why it is told nothing; null while it is
    pub off_because: Option<OffBecause>,
    /// Since when nothing arrived; null where the last message did
    #[schema(value_type = Option<String>, format = DateTime)]
    pub failing_since: Option<Moment>,
    /// Until when the secret of before signs beside the newest; null where none does
    #[schema(value_type = Option<String>, format = DateTime)]
    pub previous_secret_ends_at: Option<Moment>,
    /// How often it has changed
    pub revision: i64,
    /// When it was made
    pub created_at: Moment,
    /// When it last changed
    pub updated_at: Moment,
}

impl WebhookView {
    /// A webhook as it stands.
    pub fn of(webhook: &Webhook, now: DateTime<Utc>) -> Self {
        Self {
            uuid: webhook.id.0,
            url: webhook.url.clone(),
            events: webhook.events.clone(),
            description: webhook.description.clone(),
            enabled: webhook.off.is_none(),
            off_since: webhook.off.map(|(since, _)| Moment(since)),
            off_because: webhook.off.map(|(_, why)| why),
            failing_since: webhook.failing_since.map(Moment),
            previous_secret_ends_at: webhook.previous_ends_at(now).map(Moment),
            revision: webhook.revision.0,
            created_at: Moment(webhook.created_at),
            updated_at: Moment(webhook.updated_at),
        }
    }
}

/// A message to a webhook, and what became of it; of the answer only the status is kept
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "WebhookDelivery", complex)]
#[schema(as = WebhookDelivery)]
pub struct DeliveryView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The `webhook-id` that it carries, the same at every attempt
    pub message_id: String,
    /// What it tells of
    pub event: Event,
    /// What became of it
    pub status: DeliveryStatus,
    /// How often it was tried since it was noted, or since it was last sent again
    pub attempts: i32,
    /// When it is tried next; null where it is not
    #[schema(value_type = Option<String>, format = DateTime)]
    pub next_attempt_at: Option<Moment>,
    /// When it was last tried; null where it was not yet
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_attempt_at: Option<Moment>,
    /// What status the last answer had; null where there was none
    pub last_status: Option<i32>,
    /// Why it did not arrive last time; null where it did
    pub failure: Option<Failure>,
    /// When it was noted
    pub created_at: Moment,
}

impl From<Delivery> for DeliveryView {
    fn from(delivery: Delivery) -> Self {
        let waits = delivery.status == DeliveryStatus::Pending;
        Self {
            uuid: delivery.id.0,
            message_id: delivery.message_id,
            event: delivery.event,
            status: delivery.status,
            attempts: delivery.attempts,
            next_attempt_at: waits.then_some(Moment(delivery.due_at)),
            last_attempt_at: delivery.last_attempt_at.map(Moment),
            last_status: delivery.last_status,
            failure: delivery.failure,
            created_at: Moment(delivery.created_at),
        }
    }
}
