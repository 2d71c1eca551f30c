//! How receipts are kept: in chunks, each written with its rows.

use std::collections::{HashMap, HashSet};

use entities::push_receipts;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::Keeping;
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{Outcome, Push, PushId, Receipt, ReceiptRow};
use crate::kernel::id::CourseId;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Keeps what became of some rows, as the chunk at a place.
pub async fn keep_chunk(
    leave: &impl Keeping,
    push: PushId,
    (chunk, first_row): (i32, i32),
    rows: &[ReceiptRow],
) -> Result<(), PushError> {
    let row = push_receipts::Model {
        push_id: push.0,
        chunk,
        first_row,
        row_count: i32::try_from(rows.len()).unwrap_or(i32::MAX),
        rows: serde_json::to_string(rows)?,
    };
    push_receipts::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
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
    let receipt = |push: &Push| {
        let rows = rows.remove(&push.id.0).unwrap_or_default();
        (push.id, Receipt::of(*push, rows))
    };
    Ok(pushes.iter().map(receipt).collect())
}

/// One chunk of a receipt, by its place; nothing after the last.
pub async fn chunk(
    db: &impl ConnectionTrait,
    push: PushId,
    after: Option<i32>,
) -> Result<Option<(i32, Vec<ReceiptRow>)>, PushError> {
    let found = push_receipts::Entity::find()
        .filter(push_receipts::Column::PushId.eq(push.0))
        .filter(push_receipts::Column::Chunk.gt(after.unwrap_or(-1)))
        .order_by_asc(push_receipts::Column::Chunk)
        .limit(1)
        .one(db)
        .await?;
    let read = found.map(|row| Ok::<_, PushError>((row.chunk, serde_json::from_str(&row.rows)?)));
    read.transpose()
}

/// A page of a receipt, of which no more is read than that.
pub async fn page_of_receipt(
    db: &impl ConnectionTrait,
    push: &Push,
    page: &PageRequest,
) -> Result<Page<ReceiptRow>, PushError> {
    let after = page.after().and_then(|cursor| cursor.0.first());
    let start = after.and_then(|place| place.parse::<i32>().ok());
    let start = start.map_or(0, |place| place.saturating_add(1));
    let end = start.saturating_add(i32::try_from(page.size()).unwrap_or(i32::MAX));
    let reach =
        Expr::col(push_receipts::Column::FirstRow).add(Expr::col(push_receipts::Column::RowCount));
    let chunks = push_receipts::Entity::find()
        .filter(push_receipts::Column::PushId.eq(push.id.0))
        .filter(push_receipts::Column::FirstRow.lt(end))
        .filter(
            Condition::any()
                .add(push_receipts::Column::RowCount.eq(0))
                .add(reach.gt(start)),
        )
        .order_by_asc(push_receipts::Column::Chunk)
        .all(db)
        .await?;
    let mut entries = Vec::new();
    for chunk in chunks {
        let rows: Vec<ReceiptRow> = serde_json::from_str(&chunk.rows)?;
        for (row, place) in rows.into_iter().zip(chunk.first_row..) {
            if (start..end).contains(&place) {
                entries.push((Cursor(vec![format!("{place:08}")]), row));
            }
        }
    }
    Ok(Page {
        entries,
        more: end < push.totals.sent,
        total: usize::try_from(push.totals.sent).ok(),
        began: start == 0,
    })
}

/// The keys that stand in a receipt, and the courses that their rows rightly name.
pub async fn named(
    db: &impl ConnectionTrait,
    push: PushId,
) -> Result<(HashSet<String>, Vec<CourseId>), PushError> {
    let (mut keys, mut courses) = (HashSet::new(), Vec::new());
    let mut after = None;
    while let Some((place, rows)) = chunk(db, push, after).await? {
        after = Some(place);
        for row in rows {
            let stands = !matches!(row.outcome, Outcome::Rejected | Outcome::Asked);
            courses.extend(row.course.filter(|_| stands).map(CourseId));
            keys.extend(row.external_id);
        }
    }
    Ok((keys, courses))
}
