//! How a push that is done in parts is kept until it is.

use chrono::{DateTime, Utc};
use entities::{push_parts, pushes};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, LockBehavior, LockType, Query};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::push;
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{Item, Push, PushId, Repeated, State};
use crate::domains::intake::policy::{Forgetting, Pushing, Working};
use crate::kernel::db::WriteTx;

/// A push that is done in parts, and where it stands.
#[derive(Clone, Debug)]
pub struct Job {
    /// The push.
    pub push: Push,
    /// The part that is next; as many chunks of its receipt are there.
    pub next_part: i32,
    /// Keys that stand in it more than once.
    pub repeated: Repeated,
    /// How often its next part failed.
    pub attempts: i32,
}

/// Keeps a part of what is sent, for a push that is taken when all of it is there.
pub async fn stage(
    leave: &Pushing<'_>,
    (id, part): (PushId, i32),
    items: &[Item],
) -> Result<(), PushError> {
    let row = push_parts::Model {
        push_id: id.0,
        part,
        items: serde_json::to_string(items)?,
    };
    push_parts::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

/// Lets go of what was sent for a push that is not taken.
pub async fn unstage(leave: &Pushing<'_>, id: PushId) -> Result<(), PushError> {
    let taken = Query::select()
        .column(pushes::Column::Id)
        .from(pushes::Entity)
        .to_owned();
    push_parts::Entity::delete_many()
        .filter(push_parts::Column::PushId.eq(id.0))
        .filter(push_parts::Column::PushId.not_in_subquery(taken))
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// Lets go of what was sent before `until` for pushes that were never taken. Ids are in the order
/// of time.
pub async fn forget(leave: &Forgetting<'_>, until: PushId) -> Result<(), PushError> {
    let taken = Query::select()
        .column(pushes::Column::Id)
        .from(pushes::Entity)
        .to_owned();
    push_parts::Entity::delete_many()
        .filter(push_parts::Column::PushId.lt(until.0))
        .filter(push_parts::Column::PushId.not_in_subquery(taken))
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// Whether a push waits to be done now.
pub async fn next(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<bool, PushError> {
    Ok(due(now).one(db).await?.is_some())
}

/// The push that is next, which no other node has: it is this node's until the write ends, or
/// breaks off with whoever writes.
pub async fn hold_next(tx: &WriteTx) -> Result<Option<Job>, PushError> {
    let row = due(tx.now())
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(tx.conn())
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let repeated = row.repeated.as_deref().map(serde_json::from_str);
    Ok(Some(Job {
        next_part: row.next_part,
        repeated: repeated.transpose()?.unwrap_or_default(),
        attempts: row.attempts,
        push: push(row),
    }))
}

/// Pushes that wait to be done, the oldest first, and of one provider one after the other.
fn due(now: DateTime<Utc>) -> Select<pushes::Entity> {
    let open = State::OPEN.map(State::word);
    let older = Alias::new("older");
    let column = |column: pushes::Column| Expr::col((older.clone(), column));
    let own = |column: pushes::Column| Expr::col((pushes::Entity, column));
    let before = Query::select()
        .expr(Expr::val(1))
        .from_as(pushes::Entity, older.clone())
        .and_where(column(pushes::Column::ProviderId).eq(own(pushes::Column::ProviderId)))
        .and_where(column(pushes::Column::State).is_in(open))
        .and_where(column(pushes::Column::Id).lt(own(pushes::Column::Id)))
        .to_owned();
    pushes::Entity::find()
        .filter(pushes::Column::State.is_in(open))
        .filter(
            Condition::any()
                .add(pushes::Column::DueAt.is_null())
                .add(pushes::Column::DueAt.lte(now)),
        )
        .filter(Expr::exists(before).not())
        .order_by_asc(pushes::Column::Id)
        .limit(1)
}

/// A part of what was sent; nothing after the last.
pub async fn part(
    leave: &Working<'_>,
    (id, part): (PushId, i32),
) -> Result<Option<Vec<Item>>, PushError> {
    let found = push_parts::Entity::find_by_id((id.0, part))
        .one(leave.tx().conn())
        .await?;
    let read = found.map(|row| serde_json::from_str(&row.items));
    Ok(read.transpose()?)
}

/// Notes how far a push is. What was sent is let go of once it is over.
pub async fn work_on(leave: &Working<'_>, job: &Job) -> Result<(), PushError> {
    let (tx, push) = (leave.tx(), &job.push);
    let totals = &push.totals;
    let counts = [
        (pushes::Column::Sent, totals.sent),
        (pushes::Column::Created, totals.created),
        (pushes::Column::Updated, totals.updated),
        (pushes::Column::Unchanged, totals.unchanged),
        (pushes::Column::Rejected, totals.rejected),
        (pushes::Column::Asked, totals.asked),
        (pushes::Column::Vanished, totals.vanished),
        (pushes::Column::NextPart, job.next_part),
        (pushes::Column::Attempts, 0),
    ];
    let mut update = pushes::Entity::update_many()
        .filter(pushes::Column::Id.eq(push.id.0))
        .col_expr(pushes::Column::State, Expr::value(push.state.word()))
        .col_expr(
            pushes::Column::VanishedRefused,
            Expr::value(push.vanished_refused),
        )
        .col_expr(pushes::Column::FinishedAt, Expr::value(push.finished_at))
        .col_expr(
            pushes::Column::DueAt,
            Expr::value(Option::<DateTime<Utc>>::None),
        );
    for (column, count) in counts {
        update = update.col_expr(column, Expr::value(count));
    }
    update.exec(tx.conn()).await?;
    if push.state.is_over() {
        push_parts::Entity::delete_many()
            .filter(push_parts::Column::PushId.eq(push.id.0))
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// Notes that the next part of a push failed, and when it is tried again; never, where it is
/// given up.
pub async fn failed(
    leave: &Working<'_>,
    job: &Job,
    again: Option<DateTime<Utc>>,
) -> Result<(), PushError> {
    let mut given_up = job.clone();
    if again.is_none() {
        given_up.push.state = State::Failed;
        given_up.push.finished_at = Some(leave.tx().now());
        return work_on(leave, &given_up).await;
    }
    pushes::Entity::update_many()
        .col_expr(pushes::Column::Attempts, Expr::value(job.attempts + 1))
        .col_expr(pushes::Column::DueAt, Expr::value(again))
        .filter(pushes::Column::Id.eq(job.push.id.0))
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}
