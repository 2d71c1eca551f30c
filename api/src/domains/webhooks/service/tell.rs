//! From what happened to messages: one to each webhook that wants to be told.

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use crate::domains::catalogue;
use crate::domains::webhooks::model::{
    Delivery, DeliveryStatus, Failure, Webhook, WebhookDeliveryId,
};
use crate::domains::webhooks::policy::Telling;
use crate::domains::webhooks::store;
use crate::kernel::backend::Backend;
use crate::kernel::db::WriteTx;
use crate::kernel::effects::{Effect, Leased, Performer, Undone};
use crate::kernel::error::{ApiError, database};
use crate::kernel::happened::{Event, Happened, Whose};
use crate::kernel::id::ProviderId;
use crate::kernel::moment::Moment;

/// Notes for webhooks what happened.
pub(super) struct Teller(pub(super) Backend);

impl Teller {
    async fn tell(&self, effect: &Leased) -> Result<(), Undone> {
        let happened: Happened = serde_json::from_str(&effect.payload).map_err(undone)?;
        self.note(effect, happened).await.map_err(undone)
    }

    async fn note(&self, effect: &Leased, happened: Happened) -> Result<(), ApiError> {
        // A look first: where nobody listens, nothing is written.
        let reader = self.0.reader();
        let Some(provider) = provider(reader, happened.whose).await? else {
            return Ok(());
        };
        let listening = store::of_provider(reader, provider).await;
        if listening.map_err(database)?.is_empty() {
            return Ok(());
        }
        let tx = self.0.write().await?;
        store::take_turn(&tx, provider).await.map_err(database)?;
        let all = store::of_provider(tx.conn(), provider).await;
        let all = all.map_err(database)?.into_iter();
        // What happened before it was made is not for it.
        let hears = |it: &Webhook| it.created_at <= happened.at && it.wants(happened.event);
        let wanting: Vec<Webhook> = all.filter(hears).collect();
        let mut messages = Vec::new();
        for (number, data) in happened.data.iter().enumerate() {
            // The same at every attempt to note it, so that it is noted once.
            let id = format!("evt_{}_{number}", effect.id.simple());
            let body = body(happened.event, happened.at, data);
            let to = wanting.iter();
            messages.extend(to.map(|it| self.message(&tx, it, (&id, happened.event, &body))));
        }
        let noted = store::note(&Telling::of_what_happened(&tx), messages).await;
        noted.map_err(database)?;
        self.0.commit(tx).await
    }

    fn message(&self, tx: &WriteTx, to: &Webhook, said: (&str, Event, &str)) -> Delivery {
        let (id, event, body) = said;
        Delivery {
            id: WebhookDeliveryId(self.0.ids.ordered()),
            webhook: to.id,
            message_id: id.to_owned(),
            event,
            body: body.to_owned(),
            // Kept for whoever switches it on again.
            status: match to.off {
                Some(_) => DeliveryStatus::Failed,
                None => DeliveryStatus::Pending,
            },
            attempts: 0,
            due_at: tx.now(),
            last_attempt_at: None,
            last_status: None,
            failure: to.off.map(|_| Failure::Off),
            created_at: tx.now(),
        }
    }
}

/// Whose webhooks are told; nobody's where a course is gone.
async fn provider(
    db: &sea_orm::DatabaseConnection,
    whose: Whose,
) -> Result<Option<ProviderId>, ApiError> {
    match whose {
        Whose::Provider(provider) => Ok(Some(provider)),
        Whose::Course(course) => {
            let found = catalogue::footing(db, course).await?;
            Ok(found.map(|(course, _)| course.provider))
        }
    }
}

/// The body of a message: what happened, when, and what is told of it.
pub(super) fn body(event: Event, at: DateTime<Utc>, data: &Value) -> String {
    json!({"type": event.word(), "timestamp": Moment(at).text(), "data": data}).to_string()
}

impl Performer for Teller {
    fn kind(&self) -> &'static str {
        Happened::KIND
    }

    fn perform<'a>(&'a self, effect: &'a Leased) -> BoxFuture<'a, Result<(), Undone>> {
        Box::pin(self.tell(effect))
    }
}

fn undone(error: impl std::fmt::Debug) -> Undone {
    Undone(format!("{error:?}"))
}
