//! Who asked to choose another password.

use chrono::{DateTime, Utc};
use entities::password_resets;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::super::model::{Email, Reset};
use super::super::policy::{AskingReset, PasswordLeave, Sweeping};
use crate::kernel::db::WriteTx;

/// How often another password was asked for with this address, since a moment.
pub async fn resets_since(tx: &WriteTx, email: &Email, since: DateTime<Utc>) -> Result<u64, DbErr> {
    password_resets::Entity::find()
        .filter(password_resets::Column::Email.eq(email.as_str()))
        .filter(password_resets::Column::CreatedAt.gt(since))
        .count(tx.conn())
        .await
}

/// Keeps that somebody asked.
pub async fn add_reset(
    leave: &AskingReset<'_>,
    id: Uuid,
    email: &Email,
    (code_digest, expires_at): (String, DateTime<Utc>),
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = password_resets::ActiveModel {
        id: Set(id),
        email: Set(email.as_str().to_owned()),
        code_digest: Set(code_digest),
        created_at: Set(tx.now()),
        expires_at: Set(expires_at),
    };
    password_resets::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// Holds what was asked with an address until the write ends.
pub async fn hold_resets(tx: &WriteTx, email: &Email) -> Result<Vec<Reset>, DbErr> {
    let rows = password_resets::Entity::find()
        .filter(password_resets::Column::Email.eq(email.as_str()))
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    let held = rows.into_iter().map(|row| Reset {
        code_digest: row.code_digest,
        expires_at: row.expires_at,
    });
    Ok(held.collect())
}

/// Forgets everything that was asked with an address whose password is set now.
pub async fn forget_resets(leave: &PasswordLeave<'_>, email: &Email) -> Result<(), DbErr> {
    password_resets::Entity::delete_many()
        .filter(password_resets::Column::Email.eq(email.as_str()))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets codes that are over.
pub async fn sweep_resets(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    password_resets::Entity::delete_many()
        .filter(password_resets::Column::ExpiresAt.lt(tx.now()))
        .exec(tx.conn())
        .await
        .map(drop)
}
