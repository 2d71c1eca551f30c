//! Who asked for an account and has not confirmed.

use chrono::{DateTime, TimeDelta, Utc};
use entities::registrations;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::super::model::{Email, Registration};
use super::super::password::PasswordHash;
use super::super::policy::{Confirming, Registering, Sweeping};
use crate::kernel::db::WriteTx;

/// How often an account was asked for with this address, since a moment.
pub async fn asked_since(tx: &WriteTx, email: &Email, since: DateTime<Utc>) -> Result<u64, DbErr> {
    registrations::Entity::find()
        .filter(registrations::Column::Email.eq(email.as_str()))
        .filter(registrations::Column::CreatedAt.gt(since))
        .count(tx.conn())
        .await
}

/// Keeps what somebody asked for.
pub async fn add_registration(
    leave: &Registering<'_>,
    id: Uuid,
    asked: Registration,
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = registrations::ActiveModel {
        id: Set(id),
        email: Set(asked.email.as_str().to_owned()),
        password_hash: Set(asked.password.0),
        terms_version: Set(asked.terms_version),
        code_digest: Set(asked.code_digest),
        created_at: Set(tx.now()),
        expires_at: Set(asked.expires_at),
    };
    registrations::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Holds what was asked with an address until the write ends.
pub async fn hold_registrations(tx: &WriteTx, email: &Email) -> Result<Vec<Registration>, DbErr> {
    let rows = registrations::Entity::find()
        .filter(registrations::Column::Email.eq(email.as_str()))
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Registration {
            email: Email::stored(row.email),
            password: PasswordHash(row.password_hash),
            terms_version: row.terms_version,
            code_digest: row.code_digest,
            expires_at: row.expires_at,
        })
        .collect())
}

/// Forgets everything that was asked with an address that is confirmed now.
pub async fn forget_asked(leave: &Confirming<'_>) -> Result<(), DbErr> {
    registrations::Entity::delete_many()
        .filter(registrations::Column::Email.eq(leave.registration().email.as_str()))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets whoever never confirmed.
pub async fn sweep_registrations(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    registrations::Entity::delete_many()
        .filter(registrations::Column::ExpiresAt.lt(tx.now() - TimeDelta::hours(1)))
        .exec(tx.conn())
        .await
        .map(drop)
}
