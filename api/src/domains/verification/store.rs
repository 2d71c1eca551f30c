//! How batches and codes are kept.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    verification_attempts, verification_batches, verification_codes, verification_counts,
    verifications,
};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, SqlErr,
};
use uuid::Uuid;

use super::error::VerificationError;
use super::model::{Batch, BatchId, Giver, GiverKind};
use super::policy::{Attempting, Counting, Making, Redeeming, Revoking, Undoing, Visible, WINDOW};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;
use crate::kernel::page::{Cursor, Page, PageRequest};

fn batch(row: verification_batches::Model) -> Option<Batch> {
    Some(Batch {
        id: BatchId(row.id),
        giver: Giver::read(&row.giver_kind, &row.giver)?,
        size: u32::try_from(row.size).ok()?,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    })
}

/// A page of the batches that somebody may know of, or the one with an id; in the order of
/// their ids, which tells nothing.
pub async fn batches(
    db: &impl ConnectionTrait,
    visible: &Visible,
    (only, page): (Option<BatchId>, &PageRequest),
) -> Result<Page<Batch>, DbErr> {
    let mut query = verification_batches::Entity::find();
    if let Some(own) = visible.only() {
        query = query
            .filter(verification_batches::Column::GiverKind.eq(own.kind().word()))
            .filter(verification_batches::Column::Giver.eq(own.word()));
    }
    if let Some(only) = only {
        query = query.filter(verification_batches::Column::Id.eq(only.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(verification_batches::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(verification_batches::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().filter_map(batch).collect();
    Ok(page.fill(found, |it: &Batch| Cursor(vec![it.id.0.to_string()])))
}

/// Holds a batch until the write ends.
pub async fn hold(tx: &WriteTx, id: BatchId) -> Result<Option<Batch>, DbErr> {
    let row = verification_batches::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    Ok(row.and_then(batch))
}

/// How many codes the batches of a giver hold that stand, used or not. Until the write ends, no
/// other makes one for it.
pub async fn standing(tx: &WriteTx, giver: &Giver) -> Result<i64, DbErr> {
    let (kind, word) = (giver.kind().word(), giver.word());
    tx.turn(&format!("verification {kind} {word}")).await?;
    let sizes: Vec<i32> = verification_batches::Entity::find()
        .select_only()
        .column(verification_batches::Column::Size)
        .filter(verification_batches::Column::GiverKind.eq(kind))
        .filter(verification_batches::Column::Giver.eq(word))
        .filter(verification_batches::Column::ExpiresAt.gt(tx.now()))
        .filter(verification_batches::Column::RevokedAt.is_null())
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(sizes.into_iter().map(i64::from).sum())
}

/// Keeps a batch and what is kept of its codes, in an order that tells nothing of theirs.
pub async fn add(
    leave: &Making<'_>,
    new: &Batch,
    mut digests: Vec<String>,
) -> Result<(), VerificationError> {
    let conn = leave.tx().conn();
    let row = verification_batches::ActiveModel {
        id: Set(new.id.0),
        giver_kind: Set(leave.giver().kind().word().to_owned()),
        giver: Set(leave.giver().word()),
        provider_id: Set(leave.giver().provider().map(Into::into)),
        municipality_code: Set(match leave.giver() {
            Giver::Municipality(code) => Some(code.to_string()),
            _ => None,
        }),
        size: Set(i32::try_from(new.size).unwrap_or(i32::MAX)),
        created_at: Set(new.created_at),
        expires_at: Set(new.expires_at),
        revoked_at: Set(None),
    };
    verification_batches::Entity::insert(row)
        .exec_without_returning(conn)
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => VerificationError::NoSuchGiver,
            _ => error.into(),
        })?;
    digests.sort_unstable();
    let rows = digests
        .into_iter()
        .map(|digest| verification_codes::ActiveModel {
            digest: Set(digest),
            batch_id: Set(new.id.0),
        });
    verification_codes::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Takes back what was shown with codes of a batch, of so many at most; whose accounts those are.
pub async fn take_back(leave: &Undoing<'_>, most: u64) -> Result<Vec<AccountId>, DbErr> {
    let (conn, batch) = (leave.tx().conn(), leave.batch().0);
    let came: Vec<Uuid> = verifications::Entity::find()
        .select_only()
        .column(verifications::Column::AccountId)
        .filter(verifications::Column::BatchId.eq(batch))
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    // Who shows a code of another batch at the same time stays with that.
    let gone = verifications::Entity::delete_many()
        .filter(verifications::Column::AccountId.is_in(came))
        .filter(verifications::Column::BatchId.eq(batch))
        .exec_with_returning(conn)
        .await?;
    let whose = gone.into_iter().map(|row| AccountId(row.account_id));
    Ok(whose.collect())
}

/// Revokes a batch: its codes are gone.
pub async fn revoke(leave: &Revoking<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    let batch = leave.batch().0;
    let row = verification_batches::ActiveModel {
        id: Set(batch),
        revoked_at: Set(Some(tx.now())),
        ..Default::default()
    };
    verification_batches::Entity::update(row)
        .exec(tx.conn())
        .await?;
    verification_codes::Entity::delete_many()
        .filter(verification_codes::Column::BatchId.eq(batch))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// How many codes somebody tried, since when. Until the write ends, they try no other.
pub async fn attempts(
    tx: &WriteTx,
    account: AccountId,
) -> Result<Option<(i32, DateTime<Utc>)>, DbErr> {
    tx.turn(&format!("verification {}", account.0)).await?;
    let row = verification_attempts::Entity::find_by_id(account.0)
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| (row.attempts, row.since)))
}

/// Notes that somebody tries another.
pub async fn count_attempt(leave: &Attempting<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = verification_attempts::ActiveModel {
        account_id: Set(leave.account().0),
        attempts: Set(1),
        since: Set(leave.since().unwrap_or(tx.now())),
    };
    let column = (
        verification_attempts::Entity,
        verification_attempts::Column::Attempts,
    );
    let mut again = OnConflict::column(verification_attempts::Column::AccountId);
    match leave.since() {
        Some(_) => again.value(
            verification_attempts::Column::Attempts,
            Expr::col(column).add(1),
        ),
        None => again.update_columns([
            verification_attempts::Column::Attempts,
            verification_attempts::Column::Since,
        ]),
    };
    verification_attempts::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// The batch that a code is of, where it is one.
pub async fn batch_of(tx: &WriteTx, digest: &str) -> Result<Option<BatchId>, DbErr> {
    let row = verification_codes::Entity::find_by_id(digest.to_owned())
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| BatchId(row.batch_id)))
}

/// Uses a code up: nothing of it is left, and the account keeps from which batch it came. False
/// where another was first.
pub async fn use_up(
    leave: &Redeeming<'_>,
    digest: &str,
    until: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let tx = leave.tx();
    let gone = verification_codes::Entity::delete_by_id(digest.to_owned())
        .exec(tx.conn())
        .await?;
    if gone.rows_affected != 1 {
        return Ok(false);
    }
    let row = verifications::ActiveModel {
        account_id: Set(leave.account().0),
        batch_id: Set(leave.batch().0),
        expires_at: Set(until),
    };
    let replace = OnConflict::column(verifications::Column::AccountId)
        .update_columns([
            verifications::Column::BatchId,
            verifications::Column::ExpiresAt,
        ])
        .to_owned();
    verifications::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await?;
    verification_attempts::Entity::delete_by_id(leave.account().0)
        .exec(tx.conn())
        .await?;
    Ok(true)
}

/// Waits until no other node counts, and holds that until the write ends.
pub async fn take_turn(leave: &Counting<'_>) -> Result<(), DbErr> {
    leave.tx().turn("verification").await
}

/// The day of the last count.
pub async fn counted_on(db: &impl ConnectionTrait) -> Result<Option<NaiveDate>, DbErr> {
    let row = verification_counts::Entity::find().one(db).await?;
    Ok(row.map(|row| row.counted_on))
}

/// How many came by the givers that somebody may know of, by kind, and on which day they were
/// counted. To be told by the counting policy alone.
pub async fn counts(
    db: &impl ConnectionTrait,
    visible: &Visible,
) -> Result<(Option<NaiveDate>, HashMap<GiverKind, u32>), DbErr> {
    let mut query = verification_counts::Entity::find();
    if let Some(own) = visible.only() {
        query = query
            .filter(verification_counts::Column::GiverKind.eq(own.kind().word()))
            .filter(verification_counts::Column::Giver.eq(own.word()));
    }
    let rows = query.all(db).await?;
    let day = rows.iter().map(|row| row.counted_on).max();
    let mut counts = HashMap::new();
    for row in rows {
        if let Some(kind) = GiverKind::from_word(&row.giver_kind) {
            *counts.entry(kind).or_insert(0) += u32::try_from(row.parents).unwrap_or_default();
        }
    }
    Ok((day, counts))
}

/// Counts anew how many came by each giver. A giver by whom nobody did has a row as well, which
/// tells the day.
pub async fn count(leave: &Counting<'_>, today: NaiveDate) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    let came: Vec<(Uuid, i64)> = verifications::Entity::find()
        .select_only()
        .column(verifications::Column::BatchId)
        .column_as(verifications::Column::AccountId.count(), "parents")
        .group_by(verifications::Column::BatchId)
        .into_tuple()
        .all(conn)
        .await?;
    let came: HashMap<_, _> = came.into_iter().collect();
    let mut counts: HashMap<(String, String), i64> = HashMap::new();
    for row in verification_batches::Entity::find().all(conn).await? {
        let parents = came.get(&row.id).copied().unwrap_or_default();
        *counts.entry((row.giver_kind, row.giver)).or_default() += parents;
    }
    verification_counts::Entity::delete_many()
        .exec(conn)
        .await?;
    let rows: Vec<_> = counts
        .into_iter()
        .map(
            |((giver_kind, giver), parents)| verification_counts::ActiveModel {
                giver_kind: Set(giver_kind),
                giver: Set(giver),
                parents: Set(i32::try_from(parents).unwrap_or(i32::MAX)),
                counted_on: Set(today),
            },
        )
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    verification_counts::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await
        .map(drop)
}

/// Forgets codes that are over, who came by what lapsed, and what was tried long ago.
pub async fn sweep(leave: &Counting<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    verifications::Entity::delete_many()
        .filter(verifications::Column::ExpiresAt.lte(tx.now()))
        .exec(tx.conn())
        .await?;
    let over = verification_batches::Entity::find()
        .select_only()
        .column(verification_batches::Column::Id)
        .filter(verification_batches::Column::ExpiresAt.lte(tx.now()));
    verification_codes::Entity::delete_many()
        .filter(verification_codes::Column::BatchId.in_subquery(over.into_query()))
        .exec(tx.conn())
        .await?;
    verification_attempts::Entity::delete_many()
        .filter(verification_attempts::Column::Since.lt(tx.now() - WINDOW))
        .exec(tx.conn())
        .await
        .map(drop)
}
