//! Closing accounts, and what people agreed to.

use chrono::TimeDelta;
use entities::{
    account_devices, accounts, email_changes, email_returns, grants, identity_links, passkeys,
    recovery_codes, second_factors,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
};

use super::super::model::{HatKind, OwnTerms};
use super::super::password::PasswordHash;
use super::super::policy::{Agreeing, Closing, Proved, Sweeping, Visible};

/// How long a closed account is still a row, without anything of whose it was: longer than a
/// token of it could run. What other slices hang from it goes with the row.
const LEFT: TimeDelta = TimeDelta::hours(1);

/// How many administrators there are beside whoever proved who they are; until the write
/// ends, no other takes that hat from anybody.
pub async fn administrators_beside(leave: &Proved<'_>) -> Result<u64, DbErr> {
    leave.tx().turn("administrators").await?;
    grants::Entity::find()
        .filter(grants::Column::Hat.eq(HatKind::Administrator.word()))
        .filter(grants::Column::AccountId.ne(leave.account().0))
        .count(leave.tx().conn())
        .await
}

/// Closes an account: its address is free, its password nobody's, its hats are taken.
pub async fn close(leave: &Closing<'_>) -> Result<(), DbErr> {
    let (tx, id) = (leave.tx(), leave.account().0);
    forget::<grants::Entity>(leave, grants::Column::AccountId).await?;
    forget::<recovery_codes::Entity>(leave, recovery_codes::Column::AccountId).await?;
    forget::<second_factors::Entity>(leave, second_factors::Column::AccountId).await?;
    forget::<passkeys::Entity>(leave, passkeys::Column::AccountId).await?;
    forget::<identity_links::Entity>(leave, identity_links::Column::AccountId).await?;
    forget::<account_devices::Entity>(leave, account_devices::Column::AccountId).await?;
    forget::<email_changes::Entity>(leave, email_changes::Column::AccountId).await?;
    forget::<email_returns::Entity>(leave, email_returns::Column::AccountId).await?;
    let row = accounts::ActiveModel {
        id: Set(id),
        email: Set(format!("closed:{id}")),
        password_hash: Set(PasswordHash::nobodys().0),
        closed_at: Set(Some(tx.now())),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    accounts::Entity::update(row)
        .exec(tx.conn())
        .await
        .map(drop)
}

async fn forget<E: EntityTrait>(leave: &Closing<'_>, whose: E::Column) -> Result<(), DbErr> {
    E::delete_many()
        .filter(whose.eq(leave.account().0))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Removes accounts that were closed, with what hangs from them.
pub async fn sweep_closed(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    accounts::Entity::delete_many()
        .filter(accounts::Column::ClosedAt.lt(tx.now() - LEFT))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// To which terms of use somebody agreed.
pub async fn own_terms(db: &impl ConnectionTrait, visible: Visible) -> Result<OwnTerms, DbErr> {
    let Some(account) = visible.only() else {
        return Ok(OwnTerms::default());
    };
    let row = accounts::Entity::find_by_id(account.0).one(db).await?;
    let row = row.map(|row| OwnTerms {
        agreed: row.terms_version,
        agreed_at: row.terms_agreed_at,
    });
    Ok(row.unwrap_or_default())
}

/// Notes that somebody agrees to a version of the terms of use.
pub async fn agree(leave: &Agreeing<'_>, version: &str) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = accounts::ActiveModel {
        id: Set(leave.account().0),
        terms_version: Set(Some(version.to_owned())),
        terms_agreed_at: Set(Some(tx.now())),
        ..Default::default()
    };
    accounts::Entity::update(row)
        .exec(tx.conn())
        .await
        .map(drop)
}
