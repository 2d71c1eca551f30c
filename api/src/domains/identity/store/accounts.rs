//! Accounts, and the hats they may wear.

use std::collections::HashMap;

use entities::{accounts, grants};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, SqlErr,
};
use uuid::Uuid;

use super::super::error::IdentityError;
use super::super::model::{Account, Email, Grant, HatKind, Source};
use super::super::password::PasswordHash;
use super::super::policy::{Confirming, Founding, Granting, PasswordLeave, Visible};
use crate::kernel::db::{WriteTx, broken_constraint};
use crate::kernel::id::{AccountId, ProviderId};
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

/// Whether an account may act for a provider.
pub async fn is_acted_for(db: &impl ConnectionTrait, provider: ProviderId) -> Result<bool, DbErr> {
    let acting = grants::Entity::find()
        .filter(grants::Column::ProviderId.eq(provider.0))
        .count(db)
        .await?;
    Ok(acting > 0)
}

/// The addresses of those who may act for a provider.
pub async fn acting_for(
    db: &impl ConnectionTrait,
    provider: ProviderId,
) -> Result<Vec<Email>, DbErr> {
    let acting = grants::Entity::find()
        .select_only()
        .column(grants::Column::AccountId)
        .filter(grants::Column::ProviderId.eq(provider.0))
        .into_query();
    let rows = accounts::Entity::find()
        .filter(accounts::Column::Id.in_subquery(acting))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Email::stored(row.email))
        .collect())
}

/// The hats that an account may wear.
pub async fn grants_of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Grant>, DbErr> {
    let mut given = grants_by_account(db, [account.0]).await?;
    Ok(given.remove(&account.0).unwrap_or_default())
}

async fn grants_by_account(
    db: &impl ConnectionTrait,
    accounts: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<Grant>>, DbErr> {
    let rows = grants::Entity::find()
        .filter(grants::Column::AccountId.is_in(accounts))
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for row in rows {
        // A hat of a later version of the program is one that nobody here can wear.
        if let Ok(hat) = row.hat.parse() {
            found.entry(row.account_id).or_default().push(Grant {
                hat,
                provider: row.provider_id.map(ProviderId),
                verified_until: row.verified_until,
            });
        }
    }
    for given in found.values_mut() {
        given.sort_by_key(|grant| grant.hat);
    }
    Ok(found)
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
    begins_with: &[Grant],
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
    for grant in begins_with {
        write_grant(tx, id, grant, None).await?;
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

/// Gives an account a hat, or the same hat with something else to it.
pub async fn put_grant(leave: &Granting<'_>, grant: &Grant) -> Result<(), IdentityError> {
    let by = leave.by().account;
    write_grant(leave.tx(), leave.account(), grant, Some(by)).await
}

async fn write_grant(
    tx: &WriteTx,
    account: AccountId,
    grant: &Grant,
    by: Option<AccountId>,
) -> Result<(), IdentityError> {
    let row = grants::ActiveModel {
        account_id: Set(account.0),
        hat: Set(grant.hat.word().to_owned()),
        provider_id: Set(grant.provider.map(Into::into)),
        verified_until: Set(grant.verified_until),
        granted_by: Set(by.map(Into::into)),
        granted_at: Set(tx.now()),
    };
    let replace = OnConflict::columns([grants::Column::AccountId, grants::Column::Hat])
        .update_columns([
            grants::Column::ProviderId,
            grants::Column::VerifiedUntil,
            grants::Column::GrantedBy,
            grants::Column::GrantedAt,
        ])
        .to_owned();
    grants::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await
        .map_err(|error| match error.sql_err() {
            // The account is held and the granter signed in: it is the provider that is not.
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => IdentityError::NoSuchProvider,
            _ => error.into(),
        })?;
    Ok(())
}

/// How many administrators there are beside an account; until the write ends, no
/// other takes that hat from anybody.
pub async fn other_administrators(leave: &Granting<'_>) -> Result<u64, DbErr> {
    leave.tx().turn("administrators").await?;
    grants::Entity::find()
        .filter(grants::Column::Hat.eq(HatKind::Administrator.word()))
        .filter(grants::Column::AccountId.ne(leave.account().0))
        .count(leave.tx().conn())
        .await
}

/// Takes a hat; false where the account did not have it.
pub async fn remove_grant(leave: &Granting<'_>, hat: HatKind) -> Result<bool, DbErr> {
    let gone = grants::Entity::delete_by_id((leave.account().0, hat.word().to_owned()))
        .exec(leave.tx().conn())
        .await?;
    Ok(gone.rows_affected > 0)
}
