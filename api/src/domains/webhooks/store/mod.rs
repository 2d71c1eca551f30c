//! How webhooks, their secrets and messages are kept.

mod deliveries;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{webhook_secrets, webhooks};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::model::{KeptSecret, OffBecause, Webhook, WebhookId};
use super::policy::{Delivering, Keeping, Sweeping, Visible};
use crate::kernel::db::WriteTx;
use crate::kernel::happened::Event;
use crate::kernel::id::ProviderId;
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::revision::Revision;

pub use deliveries::{
    LEASE, Leased, deliveries, delivery, give_up, is_due, lease, note, note_test, replay,
    replay_since, settle, sweep_deliveries,
};

/// Waits until nobody else changes the webhooks of a provider, or notes what they are to be told.
pub async fn take_turn(tx: &WriteTx, provider: ProviderId) -> Result<(), DbErr> {
    tx.turn(&format!("webhooks {}", provider.0)).await
}

/// How many webhooks a provider has.
pub async fn count(leave: &Keeping<'_>) -> Result<u64, DbErr> {
    webhooks::Entity::find()
        .filter(webhooks::Column::ProviderId.eq(leave.provider().0))
        .count(leave.tx().conn())
        .await
}

/// Keeps a webhook, with its first secret.
pub async fn add(leave: &Keeping<'_>, new: &Webhook) -> Result<(), DbErr> {
    let row = webhooks::ActiveModel {
        id: Set(new.id.0),
        provider_id: Set(leave.provider().0),
        url: Set(new.url.clone()),
        events: Set(joined(&new.events)),
        description: Set(new.description.clone()),
        off_since: Set(None),
        off_because: Set(None),
        failing_since: Set(None),
        revision: Set(new.revision.0),
        created_at: Set(new.created_at),
        updated_at: Set(new.updated_at),
    };
    webhooks::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await?;
    for secret in &new.secrets {
        add_secret(leave, new.id, secret).await?;
    }
    Ok(())
}

/// Writes a webhook anew, as a whole but for its secrets.
pub async fn replace(leave: &Keeping<'_>, webhook: &Webhook) -> Result<(), DbErr> {
    let row = webhooks::ActiveModel {
        id: Set(webhook.id.0),
        url: Set(webhook.url.clone()),
        events: Set(joined(&webhook.events)),
        description: Set(webhook.description.clone()),
        off_since: Set(webhook.off.map(|(since, _)| since)),
        off_because: Set(webhook.off.map(|(_, why)| why.word().to_owned())),
        failing_since: Set(webhook.failing_since),
        revision: Set(webhook.revision.0),
        updated_at: Set(webhook.updated_at),
        ..Default::default()
    };
    webhooks::Entity::update(row)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Notes since when nothing arrives at a webhook, or that something did.
pub async fn note_failing(
    leave: &Delivering<'_>,
    webhook: &Webhook,
    since: Option<DateTime<Utc>>,
) -> Result<(), DbErr> {
    webhooks::Entity::update_many()
        .col_expr(webhooks::Column::FailingSince, Expr::value(since))
        .filter(webhooks::Column::Id.eq(webhook.id.0))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Switches a webhook off, for what its receiver did.
pub async fn switch_off(
    leave: &Delivering<'_>,
    webhook: &Webhook,
    why: OffBecause,
) -> Result<(), DbErr> {
    let tx = leave.tx();
    webhooks::Entity::update_many()
        .col_expr(webhooks::Column::OffSince, Expr::value(tx.now()))
        .col_expr(webhooks::Column::OffBecause, Expr::value(why.word()))
        .col_expr(
            webhooks::Column::Revision,
            Expr::col(webhooks::Column::Revision).add(1),
        )
        .col_expr(webhooks::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(webhooks::Column::Id.eq(webhook.id.0))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// Deletes a webhook, and with it its secrets and what it was told.
pub async fn remove(leave: &Keeping<'_>, id: WebhookId) -> Result<(), DbErr> {
    webhooks::Entity::delete_by_id(id.0)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Keeps a secret.
pub async fn add_secret(
    leave: &Keeping<'_>,
    webhook: WebhookId,
    secret: &KeptSecret,
) -> Result<(), DbErr> {
    let row = webhook_secrets::ActiveModel {
        id: Set(secret.id),
        webhook_id: Set(webhook.0),
        sealed: Set(secret.sealed.clone()),
        created_at: Set(secret.created_at),
        ends_at: Set(secret.ends_at),
    };
    webhook_secrets::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// Has secrets sign until a moment, at most.
pub async fn end_secrets(
    leave: &Keeping<'_>,
    secrets: &[Uuid],
    ends_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    webhook_secrets::Entity::update_many()
        .col_expr(webhook_secrets::Column::EndsAt, Expr::value(ends_at))
        .filter(webhook_secrets::Column::Id.is_in(secrets.iter().copied()))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// A page of the webhooks that somebody may know of, in the order of their ids.
pub async fn webhooks(
    db: &impl ConnectionTrait,
    visible: Visible,
    page: &PageRequest,
) -> Result<Page<Webhook>, DbErr> {
    let mut query =
        webhooks::Entity::find().filter(webhooks::Column::ProviderId.eq(visible.provider().0));
    if let Some(after) = page.after_id() {
        query = query.filter(webhooks::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(webhooks::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = with_secrets(db, rows).await?;
    Ok(page.fill(found, |one: &Webhook| Cursor(vec![one.id.0.to_string()])))
}

/// All webhooks of a provider.
pub async fn of_provider(
    db: &impl ConnectionTrait,
    provider: ProviderId,
) -> Result<Vec<Webhook>, DbErr> {
    let rows = webhooks::Entity::find()
        .filter(webhooks::Column::ProviderId.eq(provider.0))
        .order_by_asc(webhooks::Column::Id)
        .all(db)
        .await?;
    with_secrets(db, rows).await
}

/// A webhook that somebody may know of.
pub async fn find(
    db: &impl ConnectionTrait,
    visible: ProviderId,
    id: WebhookId,
) -> Result<Option<Webhook>, DbErr> {
    let row = webhooks::Entity::find_by_id(id.0)
        .filter(webhooks::Column::ProviderId.eq(visible.0))
        .one(db)
        .await?;
    let found = with_secrets(db, row.into_iter().collect()).await?;
    Ok(found.into_iter().next())
}

/// The webhooks with ids, whosever they are.
pub async fn known(
    leave: &Delivering<'_>,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Webhook>, DbErr> {
    let db = leave.tx().conn();
    let rows = webhooks::Entity::find()
        .filter(webhooks::Column::Id.is_in(ids))
        .all(db)
        .await?;
    with_secrets(db, rows).await
}

/// Forgets secrets that sign no more.
pub async fn sweep_secrets(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    webhook_secrets::Entity::delete_many()
        .filter(webhook_secrets::Column::EndsAt.lt(leave.tx().now()))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

async fn with_secrets(
    db: &impl ConnectionTrait,
    rows: Vec<webhooks::Model>,
) -> Result<Vec<Webhook>, DbErr> {
    let mut secrets: HashMap<Uuid, Vec<KeptSecret>> = HashMap::new();
    // Asked where there are no rows too: what is not there costs what may not be known.
    let of = rows.iter().map(|row| row.id);
    let found = webhook_secrets::Entity::find()
        .filter(webhook_secrets::Column::WebhookId.is_in(of))
        .order_by_asc(webhook_secrets::Column::CreatedAt)
        .order_by_asc(webhook_secrets::Column::Id)
        .all(db)
        .await?;
    for row in found {
        let secret = KeptSecret {
            id: row.id,
            sealed: row.sealed,
            created_at: row.created_at,
            ends_at: row.ends_at,
        };
        secrets.entry(row.webhook_id).or_default().push(secret);
    }
    let read = |row: webhooks::Model| Webhook {
        id: WebhookId(row.id),
        provider: ProviderId(row.provider_id),
        url: row.url,
        events: parted(&row.events),
        description: row.description,
        off: row
            .off_since
            .zip(row.off_because.as_deref().and_then(OffBecause::from_word)),
        failing_since: row.failing_since,
        revision: Revision(row.revision),
        created_at: row.created_at,
        updated_at: row.updated_at,
        secrets: secrets.remove(&row.id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(read).collect())
}

fn joined(events: &[Event]) -> String {
    let words: Vec<&str> = events.iter().map(|event| event.word()).collect();
    words.join(" ")
}

/// An event that there is no more is told to nobody.
fn parted(words: &str) -> Vec<Event> {
    words
        .split_whitespace()
        .filter_map(Event::from_word)
        .collect()
}
