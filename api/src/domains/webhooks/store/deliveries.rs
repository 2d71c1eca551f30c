//! Messages: noted, taken by one node at a time, and what became of them.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use entities::webhook_deliveries;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::super::model::{
    Delivery, DeliveryStatus, Failure, KEPT, Outcome, Webhook, WebhookDeliveryId, WebhookId,
};
use super::super::policy::{Delivering, Keeping, Sweeping, Telling};
use crate::kernel::db::{WriteTx, rows_per_statement};
use crate::kernel::happened::Event;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// How long one node has a message for itself: longer than it takes to send it.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);
/// Among how many that are due the next are chosen.
const LOOKED_AT: u64 = 500;

/// A message that this node has for itself, for a while.
#[derive(Clone, Debug)]
pub struct Leased {
    /// The message.
    pub delivery: Delivery,
    until: DateTime<Utc>,
}

/// Notes messages; one that was noted before stays as it is.
pub async fn note(leave: &Telling<'_>, new: Vec<Delivery>) -> Result<(), DbErr> {
    add(leave.tx(), new).await
}

/// Notes a message that somebody asked for.
pub async fn note_test(leave: &Keeping<'_>, new: Delivery) -> Result<(), DbErr> {
    add(leave.tx(), vec![new]).await
}

async fn add(tx: &WriteTx, new: Vec<Delivery>) -> Result<(), DbErr> {
    let rows: Vec<_> = new.into_iter().map(row).collect();
    let columns = [
        webhook_deliveries::Column::WebhookId,
        webhook_deliveries::Column::MessageId,
    ];
    for some in rows.chunks(rows_per_statement(13)) {
        let models = some.iter().cloned();
        let models = models.map(|row| row.into_active_model().reset_all());
        let once = OnConflict::columns(columns).do_nothing().to_owned();
        let added = webhook_deliveries::Entity::insert_many(models)
            .on_conflict(once)
            .exec_without_returning(tx.conn())
            .await;
        match added {
            Ok(_) | Err(DbErr::RecordNotInserted) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether something may be due, as whoever only reads sees it: an idle node must not take the
/// writer of SQLite.
pub async fn is_due(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let found: Option<Uuid> = due(now)
        .select_only()
        .column(webhook_deliveries::Column::Id)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

fn due(now: DateTime<Utc>) -> Select<webhook_deliveries::Entity> {
    webhook_deliveries::Entity::find()
        .filter(webhook_deliveries::Column::Status.eq(DeliveryStatus::Pending.word()))
        .filter(webhook_deliveries::Column::DueAt.lte(now))
        .filter(
            Condition::any()
                .add(webhook_deliveries::Column::LeasedUntil.is_null())
                .add(webhook_deliveries::Column::LeasedUntil.lte(now)),
        )
}

/// Takes messages that are due, `most` of them and one to each webhook: none while another is
/// on its way there. So a webhook that is slow delays nobody but itself.
pub async fn lease(leave: &Delivering<'_>, most: usize) -> Result<Vec<Leased>, DbErr> {
    let (tx, now) = (leave.tx(), leave.tx().now());
    tx.turn("webhook deliveries").await?;
    let busy: Vec<Uuid> = webhook_deliveries::Entity::find()
        .select_only()
        .column(webhook_deliveries::Column::WebhookId)
        .filter(webhook_deliveries::Column::LeasedUntil.gt(now))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let mut busy: HashSet<Uuid> = busy.into_iter().collect();
    let mut taken = Vec::new();
    while taken.len() < most {
        let rows = due(now)
            .filter(webhook_deliveries::Column::WebhookId.is_not_in(busy.iter().copied()))
            .order_by_asc(webhook_deliveries::Column::DueAt)
            .order_by_asc(webhook_deliveries::Column::Id)
            .limit(LOOKED_AT)
            .all(tx.conn())
            .await?;
        let last = (rows.len() as u64) < LOOKED_AT;
        let before = taken.len();
        for row in rows {
            if taken.len() < most && busy.insert(row.webhook_id) {
                taken.push(row);
            }
        }
        if last || taken.len() == before {
            break;
        }
    }
    let until = now + LEASE;
    if !taken.is_empty() {
        let ids = taken.iter().map(|row| row.id);
        webhook_deliveries::Entity::update_many()
            .col_expr(webhook_deliveries::Column::LeasedUntil, Expr::value(until))
            .col_expr(
                webhook_deliveries::Column::Attempts,
                Expr::col(webhook_deliveries::Column::Attempts).add(1),
            )
            .filter(webhook_deliveries::Column::Id.is_in(ids))
            .exec(tx.conn())
            .await?;
    }
    let leased = taken.into_iter().filter_map(|row| {
        let mut delivery = read(row)?;
        delivery.attempts += 1;
        Some(Leased { delivery, until })
    });
    Ok(leased.collect())
}

/// Writes down how an attempt ended: when it is tried again, unless it is over. False where the
/// message is not ours any more.
pub async fn settle(
    leave: &Delivering<'_>,
    leased: &Leased,
    (outcome, again): (&Outcome, Option<DateTime<Utc>>),
) -> Result<bool, DbErr> {
    let tx = leave.tx();
    let status = match (outcome.failure, again) {
        (None, _) => DeliveryStatus::Delivered,
        (Some(_), Some(_)) => DeliveryStatus::Pending,
        (Some(_), None) => DeliveryStatus::Failed,
    };
    let failure = outcome.failure.map(|failure| failure.word().to_owned());
    let open: Option<DateTime<Utc>> = None;
    let mut update = webhook_deliveries::Entity::update_many()
        .col_expr(
            webhook_deliveries::Column::Status,
            Expr::value(status.word()),
        )
        .col_expr(webhook_deliveries::Column::LeasedUntil, Expr::value(open))
        .col_expr(
            webhook_deliveries::Column::LastAttemptAt,
            Expr::value(tx.now()),
        )
        .col_expr(
            webhook_deliveries::Column::LastStatus,
            Expr::value(outcome.status.map(i32::from)),
        )
        .col_expr(webhook_deliveries::Column::Failure, Expr::value(failure));
    if let Some(again) = again {
        update = update.col_expr(webhook_deliveries::Column::DueAt, Expr::value(again));
    }
    let done = update
        .filter(webhook_deliveries::Column::Id.eq(leased.delivery.id.0))
        .filter(webhook_deliveries::Column::LeasedUntil.eq(leased.until))
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected == 1)
}

/// Has nothing wait any more for a webhook that is switched off. What is on its way is settled
/// when it comes back.
pub async fn give_up(tx: &WriteTx, webhook: &Webhook) -> Result<(), DbErr> {
    webhook_deliveries::Entity::update_many()
        .col_expr(
            webhook_deliveries::Column::Status,
            Expr::value(DeliveryStatus::Failed.word()),
        )
        .col_expr(
            webhook_deliveries::Column::Failure,
            Expr::value(Failure::Off.word()),
        )
        .filter(webhook_deliveries::Column::WebhookId.eq(webhook.id.0))
        .filter(webhook_deliveries::Column::Status.eq(DeliveryStatus::Pending.word()))
        .filter(webhook_deliveries::Column::Event.ne(Event::Test.word()))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// Has one message sent again, whatever became of it.
pub async fn replay(
    leave: &Keeping<'_>,
    webhook: &Webhook,
    id: WebhookDeliveryId,
) -> Result<Option<Delivery>, DbErr> {
    let these = webhook_deliveries::Column::Id.eq(id.0);
    again(leave, webhook, Condition::all().add(these)).await?;
    delivery(leave.tx().conn(), webhook.id, id).await
}

/// Has everything sent again that was noted since a moment and did not arrive; how much that is.
pub async fn replay_since(
    leave: &Keeping<'_>,
    webhook: &Webhook,
    since: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let failed = webhook_deliveries::Column::Status.eq(DeliveryStatus::Failed.word());
    let late = webhook_deliveries::Column::CreatedAt.gte(since);
    // What was only to see whether it arrives tells nothing later.
    let told = webhook_deliveries::Column::Event.ne(Event::Test.word());
    let these = Condition::all().add(failed).add(late).add(told);
    again(leave, webhook, these).await
}

async fn again(leave: &Keeping<'_>, webhook: &Webhook, these: Condition) -> Result<u64, DbErr> {
    let tx = leave.tx();
    let done = webhook_deliveries::Entity::update_many()
        .col_expr(
            webhook_deliveries::Column::Status,
            Expr::value(DeliveryStatus::Pending.word()),
        )
        .col_expr(webhook_deliveries::Column::Attempts, Expr::value(0))
        .col_expr(webhook_deliveries::Column::DueAt, Expr::value(tx.now()))
        .filter(webhook_deliveries::Column::WebhookId.eq(webhook.id.0))
        .filter(these)
        .exec(tx.conn())
        .await?;
    Ok(done.rows_affected)
}

/// A page of what a webhook was told, the newest first.
pub async fn deliveries(
    db: &impl ConnectionTrait,
    webhook: &Webhook,
    (status, page): (&[DeliveryStatus], &PageRequest),
) -> Result<Page<Delivery>, DbErr> {
    let mut query = webhook_deliveries::Entity::find()
        .filter(webhook_deliveries::Column::WebhookId.eq(webhook.id.0));
    if !status.is_empty() {
        let words = status.iter().map(|status| status.word());
        query = query.filter(webhook_deliveries::Column::Status.is_in(words));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(webhook_deliveries::Column::Id.lt(after));
    }
    let rows = query
        .order_by_desc(webhook_deliveries::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().filter_map(read).collect();
    Ok(page.fill(found, |it: &Delivery| Cursor(vec![it.id.0.to_string()])))
}

/// One message to a webhook.
pub async fn delivery(
    db: &impl ConnectionTrait,
    webhook: WebhookId,
    id: WebhookDeliveryId,
) -> Result<Option<Delivery>, DbErr> {
    let row = webhook_deliveries::Entity::find_by_id(id.0)
        .filter(webhook_deliveries::Column::WebhookId.eq(webhook.0))
        .one(db)
        .await?;
    Ok(row.and_then(read))
}

/// Forgets messages that nobody asks for any more.
pub async fn sweep_deliveries(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    webhook_deliveries::Entity::delete_many()
        .filter(webhook_deliveries::Column::CreatedAt.lt(tx.now() - KEPT))
        .filter(webhook_deliveries::Column::Status.ne(DeliveryStatus::Pending.word()))
        .exec(tx.conn())
        .await
        .map(drop)
}

fn row(new: Delivery) -> webhook_deliveries::Model {
    webhook_deliveries::Model {
        id: new.id.0,
        webhook_id: new.webhook.0,
        message_id: new.message_id,
        event: new.event.word().to_owned(),
        body: new.body,
        status: new.status.word().to_owned(),
        attempts: new.attempts,
        due_at: new.due_at,
        leased_until: None,
        last_attempt_at: new.last_attempt_at,
        last_status: new.last_status,
        failure: new.failure.map(|failure| failure.word().to_owned()),
        created_at: new.created_at,
    }
}

fn read(row: webhook_deliveries::Model) -> Option<Delivery> {
    Some(Delivery {
        id: WebhookDeliveryId(row.id),
        webhook: WebhookId(row.webhook_id),
        message_id: row.message_id,
        event: Event::from_word(&row.event)?,
        body: row.body,
        status: DeliveryStatus::from_word(&row.status)?,
        attempts: row.attempts,
        due_at: row.due_at,
        last_attempt_at: row.last_attempt_at,
        last_status: row.last_status,
        failure: row.failure.as_deref().and_then(Failure::from_word),
        created_at: row.created_at,
    })
}
