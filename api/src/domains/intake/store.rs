//! How pushes and their receipts are kept.

use std::collections::HashMap;

use entities::{push_receipts, pushes};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::error::PushError;
use super::model::{KEY_LIFE, MOST_ROWS, Push, PushId, Receipt, ReceiptRow, Totals, turn};
use super::policy::{Pushing, Visible};
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Lets one push of a provider at a time go on from here: the other finds its key.
pub async fn take_turn(leave: &Pushing<'_>) -> Result<(), PushError> {
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

/// Keeps a push, with what became of each row.
pub async fn keep(
    leave: &Pushing<'_>,
    kept: &Push,
    (key_digest, payload_digest): (String, String),
    rows: &[ReceiptRow],
) -> Result<(), PushError> {
    let tx = leave.tx();
    let row = pushes::Model {
        id: kept.id.0,
        provider_id: leave.provider().0,
        key_digest: Some(key_digest),
        payload_digest,
        sent: kept.totals.sent,
        created: kept.totals.created,
        updated: kept.totals.updated,
        unchanged: kept.totals.unchanged,
        rejected: kept.totals.rejected,
        asked: kept.totals.asked,
        created_at: kept.created_at,
    };
    pushes::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(tx.conn())
        .await?;
    for (some, chunk) in rows.chunks(MOST_ROWS).zip(0..) {
        let chunk = push_receipts::Model {
            push_id: kept.id.0,
            chunk,
            rows: serde_json::to_string(some)?,
        };
        push_receipts::Entity::insert(chunk.into_active_model().reset_all())
            .exec_without_returning(tx.conn())
            .await?;
    }
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
    let row = pushes::Entity::find_by_id(id.0)
        .filter(pushes::Column::ProviderId.eq(visible.provider().0))
        .one(db)
        .await?;
    Ok(row.map(push))
}

/// The receipts of pushes that somebody may know of, in one statement.
pub async fn receipts(
    db: &impl ConnectionTrait,
    pushes: &[Push],
) -> Result<HashMap<PushId, Receipt>, PushError> {
    let ids = pushes.iter().map(|push| push.id.0);
    let chunks = push_receipts::Entity::find()
        .filter(push_receipts::Column::PushId.is_in(ids))
        .order_by_asc(push_receipts::Column::PushId)
        .order_by_asc(push_receipts::Column::Chunk)
        .all(db)
        .await?;
    let mut rows: HashMap<Uuid, Vec<ReceiptRow>> = HashMap::new();
    for chunk in chunks {
        let read: Vec<ReceiptRow> = serde_json::from_str(&chunk.rows)?;
        rows.entry(chunk.push_id).or_default().extend(read);
    }
    let receipt = |push: &Push| Receipt {
        push: Some(*push),
        totals: push.totals,
        rows: rows.remove(&push.id.0).unwrap_or_default(),
    };
    let receipts: Vec<_> = pushes.iter().map(|push| push.id).collect();
    Ok(receipts
        .into_iter()
        .zip(pushes.iter().map(receipt))
        .collect())
}

fn push(row: pushes::Model) -> Push {
    Push {
        id: PushId(row.id),
        created_at: row.created_at,
        totals: Totals {
            sent: row.sent,
            created: row.created,
            updated: row.updated,
            unchanged: row.unchanged,
            rejected: row.rejected,
            asked: row.asked,
        },
    }
}
