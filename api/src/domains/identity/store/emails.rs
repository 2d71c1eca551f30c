//! Other addresses for accounts, and the way back.

use chrono::{DateTime, Utc};
use entities::{accounts, email_changes, email_returns, identity_links, passkeys, second_factors};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::super::error::IdentityError;
use super::super::model::{Email, EmailChange, EmailReturn};
use super::super::password::PasswordHash;
use super::super::policy::{AskingEmail, EmailChanging, EmailRestoring, Sweeping};
use crate::kernel::db::{WriteTx, broken_constraint};
use crate::kernel::id::AccountId;

/// How often another address was asked for since a moment: by an account, and this address.
pub async fn email_changes_since(
    tx: &WriteTx,
    (account, email): (AccountId, &Email),
    since: DateTime<Utc>,
) -> Result<[u64; 2], DbErr> {
    let late = || {
        let all = email_changes::Entity::find();
        all.filter(email_changes::Column::CreatedAt.gt(since))
    };
    let own = late().filter(email_changes::Column::AccountId.eq(account.0));
    let same = late().filter(email_changes::Column::Email.eq(email.as_str()));
    Ok([own.count(tx.conn()).await?, same.count(tx.conn()).await?])
}

/// Keeps that somebody asked for another address.
pub async fn add_email_change(
    leave: &AskingEmail<'_>,
    id: Uuid,
    asked: EmailChange,
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = email_changes::ActiveModel {
        id: Set(id),
        account_id: Set(leave.account().0),
        email: Set(asked.email.as_str().to_owned()),
        code_digest: Set(asked.code_digest),
        created_at: Set(tx.now()),
        expires_at: Set(asked.expires_at),
    };
    email_changes::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// Holds what an account asked for until the write ends.
pub async fn hold_email_changes(
    tx: &WriteTx,
    account: AccountId,
) -> Result<Vec<EmailChange>, DbErr> {
    let rows = email_changes::Entity::find()
        .filter(email_changes::Column::AccountId.eq(account.0))
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    let held = rows.into_iter().map(|row| EmailChange {
        email: Email::stored(row.email),
        code_digest: row.code_digest,
        expires_at: row.expires_at,
    });
    Ok(held.collect())
}

/// Gives an account another address, and keeps the way back to the one that it had.
pub async fn change_email(
    leave: &EmailChanging<'_>,
    id: Uuid,
    (had, back): (&Email, (String, DateTime<Utc>)),
) -> Result<(), IdentityError> {
    let (tx, account) = (leave.tx(), leave.account());
    put_email(tx, account, leave.email(), None).await?;
    email_changes::Entity::delete_many()
        .filter(email_changes::Column::AccountId.eq(account.0))
        .exec(tx.conn())
        .await?;
    let row = email_returns::ActiveModel {
        id: Set(id),
        account_id: Set(account.0),
        email: Set(had.as_str().to_owned()),
        code_digest: Set(back.0),
        changed_at: Set(tx.now()),
        expires_at: Set(back.1),
    };
    email_returns::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Holds the ways back to an address until the write ends.
pub async fn hold_email_returns(tx: &WriteTx, email: &Email) -> Result<Vec<EmailReturn>, DbErr> {
    let rows = email_returns::Entity::find()
        .filter(email_returns::Column::Email.eq(email.as_str()))
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    let held = rows.into_iter().map(|row| EmailReturn {
        account: AccountId(row.account_id),
        code_digest: row.code_digest,
        changed_at: row.changed_at,
        expires_at: row.expires_at,
    });
    Ok(held.collect())
}

/// Gives an account the address back that it had, with a password that nobody knows; what was
/// set since the address was changed is taken off.
pub async fn restore_email(leave: &EmailRestoring<'_>, email: &Email) -> Result<(), IdentityError> {
    let (tx, account) = (leave.tx(), leave.account());
    put_email(tx, account, email, Some(PasswordHash::nobodys())).await?;
    email_changes::Entity::delete_many()
        .filter(email_changes::Column::AccountId.eq(account.0))
        .exec(tx.conn())
        .await?;
    email_returns::Entity::delete_many()
        .filter(email_returns::Column::AccountId.eq(account.0))
        .filter(email_returns::Column::ChangedAt.gte(leave.changed_at()))
        .exec(tx.conn())
        .await?;
    second_factors::Entity::delete_many()
        .filter(second_factors::Column::AccountId.eq(account.0))
        .filter(second_factors::Column::CreatedAt.gte(leave.changed_at()))
        .exec(tx.conn())
        .await?;
    passkeys::Entity::delete_many()
        .filter(passkeys::Column::AccountId.eq(account.0))
        .filter(passkeys::Column::CreatedAt.gte(leave.changed_at()))
        .exec(tx.conn())
        .await?;
    identity_links::Entity::delete_many()
        .filter(identity_links::Column::AccountId.eq(account.0))
        .filter(identity_links::Column::CreatedAt.gte(leave.changed_at()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

async fn put_email(
    tx: &WriteTx,
    account: AccountId,
    email: &Email,
    password: Option<PasswordHash>,
) -> Result<(), IdentityError> {
    let mut row = accounts::ActiveModel {
        id: Set(account.0),
        email: Set(email.as_str().to_owned()),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    if let Some(password) = password {
        row.password_hash = Set(password.0);
    }
    accounts::Entity::update(row)
        .exec(tx.conn())
        .await
        .map_err(|error| match broken_constraint(&error).as_deref() {
            // Somebody confirmed an account with it since: the code has nothing left to do.
            Some("accounts_email_key") => IdentityError::BadCode,
            _ => error.into(),
        })?;
    Ok(())
}

/// Forgets codes that are over.
pub async fn sweep_emails(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    email_changes::Entity::delete_many()
        .filter(email_changes::Column::ExpiresAt.lt(tx.now()))
        .exec(tx.conn())
        .await?;
    email_returns::Entity::delete_many()
        .filter(email_returns::Column::ExpiresAt.lt(tx.now()))
        .exec(tx.conn())
        .await
        .map(drop)
}
