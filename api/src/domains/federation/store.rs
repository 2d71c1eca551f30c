//! How rounds are kept.

use chrono::{DateTime, Utc};
use entities::federation_rounds;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
};

use super::policy::{GoingOn, SettingOut, Sweeping};
use super::round::Kept;
use crate::kernel::db::WriteTx;

fn kept(row: federation_rounds::Model) -> Kept {
    Kept {
        id: row.id,
        issuer: row.issuer,
        asked: row.sealed,
        state: row.state_digest,
        came_back: row.came_back,
        expires_at: row.expires_at,
    }
}

/// Keeps a round that begins.
pub async fn add_round(
    leave: &SettingOut<'_>,
    secret_digest: String,
    round: Kept,
) -> Result<(), DbErr> {
    let row = federation_rounds::ActiveModel {
        id: Set(round.id),
        secret_digest: Set(secret_digest),
        issuer: Set(round.issuer),
        sealed: Set(round.asked),
        state_digest: Set(round.state),
        came_back: Set(round.came_back),
        expires_at: Set(round.expires_at),
    };
    federation_rounds::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// The round of whoever holds a secret.
pub async fn round(db: &impl ConnectionTrait, secret_digest: &str) -> Result<Option<Kept>, DbErr> {
    let row = federation_rounds::Entity::find()
        .filter(federation_rounds::Column::SecretDigest.eq(secret_digest))
        .one(db)
        .await?;
    Ok(row.map(kept))
}

/// As [`round`], held until the write ends: of two who go on with it, one is first.
pub async fn hold_round(tx: &WriteTx, secret_digest: &str) -> Result<Option<Kept>, DbErr> {
    let row = federation_rounds::Entity::find()
        .filter(federation_rounds::Column::SecretDigest.eq(secret_digest))
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    Ok(row.map(kept))
}

/// Notes that the answer came: it is read once.
pub async fn note_answer(leave: &GoingOn<'_>) -> Result<(), DbErr> {
    let row = federation_rounds::ActiveModel {
        id: Set(leave.round()),
        state_digest: Set(None),
        ..Default::default()
    };
    federation_rounds::Entity::update(row)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Notes who came back.
pub async fn note_back(leave: &GoingOn<'_>, sealed: String) -> Result<(), DbErr> {
    let row = federation_rounds::ActiveModel {
        id: Set(leave.round()),
        came_back: Set(Some(sealed)),
        ..Default::default()
    };
    federation_rounds::Entity::update(row)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Lets a round serve longer: whoever is in it waits for a letter.
pub async fn prolong(leave: &GoingOn<'_>, until: DateTime<Utc>) -> Result<(), DbErr> {
    let row = federation_rounds::ActiveModel {
        id: Set(leave.round()),
        expires_at: Set(until),
        ..Default::default()
    };
    federation_rounds::Entity::update(row)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets a round that was gone through.
pub async fn forget_round(leave: &GoingOn<'_>) -> Result<(), DbErr> {
    federation_rounds::Entity::delete_by_id(leave.round())
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets rounds that are over.
pub async fn sweep_rounds(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    federation_rounds::Entity::delete_many()
        .filter(federation_rounds::Column::ExpiresAt.lt(tx.now()))
        .exec(tx.conn())
        .await
        .map(drop)
}
