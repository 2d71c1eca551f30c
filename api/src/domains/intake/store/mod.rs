//! How pushes and their receipts are kept.

mod parts;
mod questions;
mod receipts;

use entities::pushes;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::error::PushError;
use super::model::{
    Atomicity, KEY_LIFE, Mode, Options, Push, PushId, Repeated, State, Totals, turn,
};
use super::policy::{Pushing, Visible, Working};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;
use crate::kernel::page::{Cursor, Page, PageRequest};

pub use parts::{Job, failed, forget, hold_next, next, part, stage, unstage, work_on};
pub use questions::{ask, page_of_questions, questions, settle};
pub use receipts::{chunk, keep_chunk, named, page_of_receipt, receipts};

/// Something that a push is kept in: its leave.
pub trait Keeping {
    /// The write that it belongs to.
    fn tx(&self) -> &WriteTx;
    /// Whose push.
    fn provider(&self) -> ProviderId;
}

impl Keeping for Pushing<'_> {
    fn tx(&self) -> &WriteTx {
        self.tx()
    }

    fn provider(&self) -> ProviderId {
        self.provider()
    }
}

impl Keeping for Working<'_> {
    fn tx(&self) -> &WriteTx {
        self.tx()
    }

    fn provider(&self) -> ProviderId {
        self.provider()
    }
}

/// Lets one push of a provider at a time go on from here: the other finds its key.
pub async fn take_turn(leave: &impl Keeping) -> Result<(), PushError> {
    Ok(leave.tx().turn(&turn(leave.provider())).await?)
}

/// The push that came with a key before, and the digest of what it sent. A key that
/// has served its time is let go of.
pub async fn by_key(
    leave: &Pushing<'_>,
    key_digest: &str,
) -> Result<Option<(Push, String)>, PushError> {
    let tx = leave.tx();
    let found = pushes::Entity::find()
        .filter(pushes::Column::ProviderId.eq(leave.provider().0))
        .filter(pushes::Column::KeyDigest.eq(key_digest))
        .one(tx.conn())
        .await?;
    let Some(row) = found else {
        return Ok(None);
    };
    if row.created_at > tx.now() - KEY_LIFE {
        let payload = row.payload_digest.clone();
        return Ok(Some((push(row), payload)));
    }
    pushes::Entity::update_many()
        .col_expr(
            pushes::Column::KeyDigest,
            Expr::value(Option::<String>::None),
        )
        .filter(pushes::Column::Id.eq(row.id))
        .exec(tx.conn())
        .await?;
    Ok(None)
}

/// Whether a push of the provider still waits to be done: what comes now, comes after it.
pub async fn is_busy(leave: &Pushing<'_>) -> Result<bool, PushError> {
    let open = State::OPEN.map(State::word);
    let found = pushes::Entity::find()
        .filter(pushes::Column::ProviderId.eq(leave.provider().0))
        .filter(pushes::Column::State.is_in(open))
        .one(leave.tx().conn())
        .await?;
    Ok(found.is_some())
}

/// Keeps a push.
pub async fn keep(
    leave: &Pushing<'_>,
    kept: &Push,
    (key_digest, payload_digest): (String, String),
    repeated: &Repeated,
) -> Result<(), PushError> {
    let tx = leave.tx();
    let totals = &kept.totals;
    let repeated = match repeated.is_empty() {
        true => None,
        false => Some(serde_json::to_string(repeated)?),
    };
    let row = pushes::Model {
        id: kept.id.0,
        provider_id: leave.provider().0,
        key_digest: Some(key_digest),
        payload_digest,
        mode: kept.options.mode.word().to_owned(),
        atomicity: kept.options.atomicity.word().to_owned(),
        dry_run: kept.options.dry_run,
        state: kept.state.word().to_owned(),
        max_withdrawals: kept.options.max_withdrawals,
        rows: kept.rows,
        sent: totals.sent,
        created: totals.created,
        updated: totals.updated,
        unchanged: totals.unchanged,
        rejected: totals.rejected,
        asked: totals.asked,
        vanished: totals.vanished,
        withdrawn: totals.withdrawn,
        vanished_refused: kept.vanished_refused,
        next_part: 0,
        repeated,
        attempts: 0,
        due_at: None,
        finished_at: kept.finished_at,
        created_at: kept.created_at,
    };
    pushes::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// A page of pushes, the newest first.
pub async fn pushes(
    db: &impl ConnectionTrait,
    visible: Visible,
    page: &PageRequest,
) -> Result<Page<Push>, PushError> {
    let mut query =
        pushes::Entity::find().filter(pushes::Column::ProviderId.eq(visible.provider().0));
    if let Some(after) = page.after_id() {
        query = query.filter(pushes::Column::Id.lt(after));
    }
    let rows = query
        .order_by_desc(pushes::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().map(push).collect();
    Ok(page.fill(found, |push| Cursor(vec![push.id.0.to_string()])))
}

/// The push with an id.
pub async fn find(
    db: &impl ConnectionTrait,
    visible: Visible,
    id: PushId,
) -> Result<Option<Push>, PushError> {
    one_of(db, visible.provider(), id).await
}

/// The push with an id, for whoever may push for its provider.
pub async fn own(leave: &Pushing<'_>, id: PushId) -> Result<Option<Push>, PushError> {
    one_of(leave.tx().conn(), leave.provider(), id).await
}

async fn one_of(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    id: PushId,
) -> Result<Option<Push>, PushError> {
    let row = pushes::Entity::find_by_id(id.0)
        .filter(pushes::Column::ProviderId.eq(provider.0))
        .one(db)
        .await?;
    Ok(row.map(push))
}

/// Notes how many courses were taken back because of a push.
pub async fn count_withdrawn(leave: &Pushing<'_>, push: &Push) -> Result<(), PushError> {
    pushes::Entity::update_many()
        .col_expr(
            pushes::Column::Withdrawn,
            Expr::value(push.totals.withdrawn),
        )
        .filter(pushes::Column::Id.eq(push.id.0))
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

fn push(row: pushes::Model) -> Push {
    let state = State::from_word(&row.state).unwrap_or(State::Failed);
    Push {
        id: PushId(row.id),
        provider: ProviderId(row.provider_id),
        created_at: row.created_at,
        finished_at: row.finished_at,
        options: Options {
            mode: Mode::from_word(&row.mode).unwrap_or(Mode::Delta),
            atomicity: Atomicity::from_word(&row.atomicity).unwrap_or(Atomicity::Row),
            max_withdrawals: row.max_withdrawals,
            dry_run: row.dry_run,
        },
        state,
        in_parts: row.next_part > 0 || !state.is_over() || state == State::Failed,
        // A node of before this was counted says only how many it did.
        rows: row.rows.max(row.sent),
        totals: Totals {
            sent: row.sent,
            created: row.created,
            updated: row.updated,
            unchanged: row.unchanged,
            rejected: row.rejected,
            asked: row.asked,
            vanished: row.vanished,
            withdrawn: row.withdrawn,
        },
        vanished_refused: row.vanished_refused,
    }
}
