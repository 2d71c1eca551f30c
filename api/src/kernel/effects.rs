//! Effects: what has to happen outside the database because of a write.
//!
//! A write notes an effect in its own transaction. Some node then leases it, does
//! it, and marks it done; a node that dies in between leaves a lease that ends. An
//! effect is therefore done at least once, and nearly always exactly once.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entities::effects;
use futures_util::future::BoxFuture;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;
use uuid::Uuid;

use super::backend::Backend;
use super::db::WriteTx;
use super::error::{ApiError, database};

/// How often an idle worker looks for what is due.
const PERIOD: Duration = Duration::from_millis(500);
/// How long one node has an effect for itself, unless said otherwise.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// How long the first failure is left alone; each later one twice as long.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(30);
/// How long an effect that was done is kept.
const KEPT: TimeDelta = TimeDelta::days(7);
/// After so many attempts an effect is given up.
const MOST_ATTEMPTS: i32 = 12;

/// Something to be done outside the database.
pub trait Effect: Serialize {
    /// Who knows how to do it.
    const KIND: &'static str;
}

impl WriteTx {
    /// Notes an effect, to happen once this write is committed.
    ///
    /// The id is random: its order would tell who acted when.
    pub async fn effect<E: Effect>(&self, id: Uuid, effect: &E) -> Result<(), DbErr> {
        let payload =
            serde_json::to_string(effect).map_err(|error| DbErr::Json(error.to_string()))?;
        let row = effects::ActiveModel {
            id: Set(id),
            kind: Set(E::KIND.to_owned()),
            payload: Set(Some(payload)),
            due_at: Set(self.now()),
            attempts: Set(0),
            leased_until: Set(None),
            done_at: Set(None),
            abandoned_at: Set(None),
            created_at: Set(self.now()),
        };
        effects::Entity::insert(row)
            .exec_without_returning(self.conn())
            .await?;
        Ok(())
    }
}

/// An effect that this node has for itself, for a while.
pub struct Leased {
    /// Its id: the same at every attempt.
    pub id: Uuid,
    /// When this attempt began.
    pub at: DateTime<Utc>,
    /// What to do, as JSON.
    pub payload: String,
    attempts: i32,
    until: DateTime<Utc>,
}

/// Why an effect could not be done: for the log, so without what it was about.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Undone(pub String);

/// Somebody who knows how to do one kind of effect.
pub trait Performer: Send + Sync {
    /// The kind.
    fn kind(&self) -> &'static str;
    /// Does it.
    fn perform<'a>(&'a self, effect: &'a Leased) -> BoxFuture<'a, Result<(), Undone>>;
}

/// Does what is due, one effect at a time.
#[derive(Clone)]
pub struct Worker {
    backend: Backend,
    performers: Arc<Vec<Box<dyn Performer>>>,
    lease: TimeDelta,
}

impl Worker {
    /// A worker that leaves alone what none of these can do.
    pub fn new(backend: Backend, performers: Vec<Box<dyn Performer>>) -> Self {
        Self {
            backend,
            performers: Arc::new(performers),
            lease: LEASE,
        }
    }

    /// Has effects for itself for so long: another node does them after that, where this one died.
    pub fn leasing(self, lease: TimeDelta) -> Self {
        Self { lease, ..self }
    }

    /// Works until it is dropped; what it was doing then, another node does again.
    pub async fn run(&self) {
        loop {
            match self.work().await {
                Ok(true) => {}
                Ok(false) | Err(_) => tokio::time::sleep(PERIOD).await,
            }
        }
    }

    /// Does one effect; false where none is due.
    pub async fn work(&self) -> Result<bool, ApiError> {
        let Some((kind, effect)) = self.lease().await? else {
            return Ok(false);
        };
        let performer = self.performers.iter().find(|one| one.kind() == kind);
        let outcome = match performer {
            Some(performer) => performer.perform(&effect).await,
            None => Err(Undone("nobody knows how".to_owned())),
        };
        self.settle(&kind, &effect, outcome).await?;
        Ok(true)
    }

    async fn lease(&self) -> Result<Option<(String, Leased)>, ApiError> {
        let now = self.backend.clock.now();
        // A look first: an idle worker must not take the writer of SQLite.
        let waiting = self.due(now).one(self.backend.reader()).await;
        if waiting.map_err(database)?.is_none() {
            return Ok(None);
        }
        let tx = self.backend.write().await?;
        let found = self
            .due(now)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(tx.conn())
            .await
            .map_err(database)?;
        let Some(row) = found else {
            return Ok(None);
        };
        let until = now + self.lease;
        effects::Entity::update_many()
            .col_expr(effects::Column::LeasedUntil, Expr::value(until))
            .col_expr(effects::Column::Attempts, Expr::value(row.attempts + 1))
            .filter(effects::Column::Id.eq(row.id))
            .exec(tx.conn())
            .await
            .map_err(database)?;
        self.backend.commit(tx).await?;
        let leased = Leased {
            id: row.id,
            at: now,
            payload: row.payload.unwrap_or_default(),
            attempts: row.attempts + 1,
            until,
        };
        Ok(Some((row.kind, leased)))
    }

    fn due(&self, now: DateTime<Utc>) -> sea_orm::Select<effects::Entity> {
        let kinds = self.performers.iter().map(|performer| performer.kind());
        effects::Entity::find()
            .filter(effects::Column::Kind.is_in(kinds))
            .filter(effects::Column::DueAt.lte(now))
            .filter(effects::Column::DoneAt.is_null())
            .filter(effects::Column::AbandonedAt.is_null())
            .filter(
                Condition::any()
                    .add(effects::Column::LeasedUntil.is_null())
                    .add(effects::Column::LeasedUntil.lte(now)),
            )
            .order_by_asc(effects::Column::DueAt)
            .order_by_asc(effects::Column::Id)
            .limit(1)
    }

    /// Writes down what became of it, where the lease is still ours.
    async fn settle(
        &self,
        kind: &str,
        effect: &Leased,
        outcome: Result<(), Undone>,
    ) -> Result<(), ApiError> {
        let tx = self.backend.write().await?;
        let nothing = Expr::value(Option::<String>::None);
        let open = Expr::value(Option::<DateTime<Utc>>::None);
        let update = effects::Entity::update_many()
            .filter(effects::Column::Id.eq(effect.id))
            .filter(effects::Column::LeasedUntil.eq(effect.until))
            .col_expr(effects::Column::LeasedUntil, open);
        let update = match outcome {
            Ok(()) => update
                .col_expr(effects::Column::DoneAt, Expr::value(tx.now()))
                .col_expr(effects::Column::Payload, nothing),
            Err(error) if effect.attempts >= MOST_ATTEMPTS => {
                tracing::error!(%error, kind, id = %effect.id, "an effect was given up");
                update
                    .col_expr(effects::Column::AbandonedAt, Expr::value(tx.now()))
                    .col_expr(effects::Column::Payload, nothing)
            }
            Err(error) => {
                tracing::warn!(%error, kind, id = %effect.id, "an effect will be tried again");
                let due = tx.now() + pause(effect.attempts);
                update.col_expr(effects::Column::DueAt, Expr::value(due))
            }
        };
        update.exec(tx.conn()).await.map_err(database)?;
        self.backend.commit(tx).await
    }
}

/// Forgets effects that were done a while ago, so that looking for what is due stays quick. Those
/// that were given up stay, for whoever wants to know.
pub async fn forget(tx: &WriteTx) -> Result<(), DbErr> {
    effects::Entity::delete_many()
        .filter(effects::Column::DoneAt.lt(tx.now() - KEPT))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// How long to wait after so many attempts.
fn pause(attempts: i32) -> TimeDelta {
    FIRST_PAUSE * 2_i32.pow(attempts.clamp(1, 10).unsigned_abs() - 1)
}
