//! Accounts, and the hats they may wear.

use entities::accounts;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::super::error::IdentityError;
use super::super::model::{Account, Email, Grant, GrantId, Source};
use super::super::password::PasswordHash;
use super::super::policy::{Confirming, Founding, PasswordLeave, Visible};
use super::grants::{grants_by_account, write_grant};
use crate::kernel::db::{WriteTx, broken_constraint};
use crate::kernel::id::AccountId;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Which accounts are wanted: all, or the one with an address or an id.
#[derive(Debug, Default)]
pub struct Wanted<'a> {
    /// The one with this address.
    pub email: Option<&'a Email>,
    /// The one with this id.
    pub id: Option<AccountId>,
}

/// A page of the accounts that somebody may know of, in the order of their ids,
/// which tells nothing.
pub async fn accounts(
    db: &impl ConnectionTrait,
    visible: Visible,
    wanted: &Wanted<'_>,
    page: &PageRequest,
) -> Result<Page<Account>, DbErr> {
    let mut query = accounts::Entity::find().filter(accounts::Column::ClosedAt.is_null());
    if let Some(only) = visible.only() {
        query = query.filter(accounts::Column::Id.eq(only.0));
    }
    if let Some(email) = wanted.email {
        query = query.filter(accounts::Column::Email.eq(email.as_str()));
    }
    if let Some(id) = wanted.id {
        query = query.filter(accounts::Column::Id.eq(id.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(accounts::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(accounts::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let mut given = grants_by_account(db, rows.iter().map(|row| row.id)).await?;
    let found = rows
        .into_iter()
        .map(|row| Account {
            grants: given.remove(&row.id).unwrap_or_default(),
            id: AccountId(row.id),
            email: Email::stored(row.email),
            created_at: row.created_at,
        })
        .collect();
    Ok(page.fill(found, |account| Cursor(vec![account.id.0.to_string()])))
}

/// The account of an address and its password, to be held against one shown.
pub async fn account_by_email(
    db: &impl ConnectionTrait,
    email: &Email,
) -> Result<Option<(AccountId, PasswordHash)>, DbErr> {
    let row = accounts::Entity::find()
        .filter(accounts::Column::Email.eq(email.as_str()))
        .one(db)
        .await?;
    Ok(row.map(|row| (AccountId(row.id), PasswordHash(row.password_hash))))
}

/// The address of an account and its password, to be held against one shown.
pub async fn credentials(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<(Email, PasswordHash)>, DbErr> {
    let row = accounts::Entity::find_by_id(id.0)
        .filter(accounts::Column::ClosedAt.is_null())
        .one(db)
        .await?;
    Ok(row.map(|row| (Email::stored(row.email), PasswordHash(row.password_hash))))
}

/// Holds an account until the write ends; false where there is none.
pub async fn hold_account(tx: &WriteTx, id: AccountId) -> Result<bool, DbErr> {
    Ok(hold_password(tx, id).await?.is_some())
}

/// As [`hold_account`]; the password that stands, where there is an account. What was checked
/// before the write began may be another by now.
pub async fn hold_password(tx: &WriteTx, id: AccountId) -> Result<Option<PasswordHash>, DbErr> {
    let row = accounts::Entity::find_by_id(id.0)
        .filter(accounts::Column::ClosedAt.is_null())
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| PasswordHash(row.password_hash)))
}

/// Leave under which an account may be made.
pub trait AccountLeave {
    /// The write that it belongs to.
    fn write(&self) -> &WriteTx;
    /// Who makes it.
    fn source(&self) -> Source;
    /// To which version of the terms of use its person agreed.
    fn terms_version(&self) -> Option<String>;
}

impl AccountLeave for Confirming<'_> {
    fn write(&self) -> &WriteTx {
        self.tx()
    }
    fn source(&self) -> Source {
        Source::Registration
    }
    fn terms_version(&self) -> Option<String> {
        self.registration().terms_version.clone()
    }
}

impl AccountLeave for (&Founding<'_>, Source) {
    fn write(&self) -> &WriteTx {
        self.0.tx()
    }
    fn source(&self) -> Source {
        self.1
    }
    fn terms_version(&self) -> Option<String> {
        None
    }
}

/// Makes an account, with the hats it begins with.
pub async fn add_account(
    leave: &impl AccountLeave,
    id: AccountId,
    email: &Email,
    password: PasswordHash,
    begins_with: &[(GrantId, Grant)],
) -> Result<(), IdentityError> {
    let tx = leave.write();
    let row = accounts::ActiveModel {
        id: Set(id.0),
        email: Set(email.as_str().to_owned()),
        password_hash: Set(password.0),
        source: Set(leave.source().word().to_owned()),
        terms_agreed_at: Set(leave.terms_version().map(|_| tx.now())),
        terms_version: Set(leave.terms_version()),
        closed_at: Set(None),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
    };
    accounts::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await
        .map_err(|error| match broken_constraint(&error).as_deref() {
            Some("accounts_email_key") => IdentityError::EmailTaken,
            _ => error.into(),
        })?;
    for (grant_id, grant) in begins_with {
        write_grant(tx, id, (*grant_id, grant), [None, None]).await?;
    }
    Ok(())
}

/// Sets another password.
pub async fn set_password(leave: &PasswordLeave<'_>, password: PasswordHash) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = accounts::ActiveModel {
        id: Set(leave.account().0),
        password_hash: Set(password.0),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    accounts::Entity::update(row)
        .exec(tx.conn())
        .await
        .map(drop)
}

/// How many accounts there are that are not for show.
pub async fn count_not_for_show(leave: &Founding<'_>) -> Result<u64, DbErr> {
    accounts::Entity::find()
        .filter(accounts::Column::Source.ne(Source::Demo.word()))
        .count(leave.tx().conn())
        .await
}
