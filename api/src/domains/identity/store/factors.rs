//! Second factors, and the codes for whoever lost theirs.

use chrono::{DateTime, Utc};
use entities::{recovery_codes, second_factors};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect,
};

use super::super::model::{Beside, HeldFactor, OwnFactor};
use super::super::policy::{Enrolling, FactorConfirming, FactorRemoving, Proved, Visible};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// Holds the second factor of an account until the write ends.
pub async fn hold_factor(tx: &WriteTx, account: AccountId) -> Result<Option<HeldFactor>, DbErr> {
    let row = second_factors::Entity::find_by_id(account.0)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| HeldFactor {
        sealed: row.sealed,
        confirmed: row.confirmed_at.is_some(),
        last_step: row.last_step,
    }))
}

/// Whether a recovery code is one of an account's that was not used.
pub async fn has_recovery_code(
    tx: &WriteTx,
    account: AccountId,
    digest: &str,
) -> Result<bool, DbErr> {
    let found = recovery_codes::Entity::find_by_id((account.0, digest.to_owned()))
        .one(tx.conn())
        .await?;
    Ok(found.is_some())
}

/// Keeps a secret that is asked of nobody yet, in the place of another that is not.
pub async fn put_factor(leave: &Enrolling<'_>, sealed: String) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = second_factors::ActiveModel {
        account_id: Set(leave.account().0),
        sealed: Set(sealed),
        created_at: Set(tx.now()),
        confirmed_at: Set(None),
        last_step: Set(None),
    };
    let replace = OnConflict::column(second_factors::Column::AccountId)
        .update_columns([
            second_factors::Column::Sealed,
            second_factors::Column::CreatedAt,
            second_factors::Column::ConfirmedAt,
            second_factors::Column::LastStep,
        ])
        .to_owned();
    second_factors::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// Has a second factor asked for from now on, and keeps its recovery codes.
pub async fn confirm_factor(
    leave: &FactorConfirming<'_>,
    digests: impl IntoIterator<Item = String>,
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = second_factors::ActiveModel {
        account_id: Set(leave.account().0),
        confirmed_at: Set(Some(tx.now())),
        last_step: Set(leave.step()),
        ..Default::default()
    };
    second_factors::Entity::update(row).exec(tx.conn()).await?;
    forget_codes(tx, leave.account()).await?;
    let rows = digests
        .into_iter()
        .map(|digest| recovery_codes::ActiveModel {
            account_id: Set(leave.account().0),
            digest: Set(digest),
        });
    recovery_codes::Entity::insert_many(rows)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// Notes what was shown, so that it serves no more.
pub async fn spend(leave: &Proved<'_>) -> Result<(), DbErr> {
    let (tx, account) = (leave.tx(), leave.account());
    match leave.shown() {
        Some(Beside::Step(step)) => {
            let row = second_factors::ActiveModel {
                account_id: Set(account.0),
                last_step: Set(Some(*step)),
                ..Default::default()
            };
            second_factors::Entity::update(row).exec(tx.conn()).await?;
        }
        Some(Beside::Recovery(digest)) => {
            recovery_codes::Entity::delete_by_id((account.0, digest.clone()))
                .exec(tx.conn())
                .await?;
        }
        _ => {}
    }
    Ok(())
}

/// Takes off a second factor, with its recovery codes.
pub async fn remove_factor(leave: &FactorRemoving<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    forget_codes(tx, leave.account()).await?;
    second_factors::Entity::delete_by_id(leave.account().0)
        .exec(tx.conn())
        .await
        .map(drop)
}

async fn forget_codes(tx: &WriteTx, account: AccountId) -> Result<(), DbErr> {
    recovery_codes::Entity::delete_many()
        .filter(recovery_codes::Column::AccountId.eq(account.0))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// The second factor of somebody's own account.
pub async fn own_factor(db: &impl ConnectionTrait, visible: Visible) -> Result<OwnFactor, DbErr> {
    let Some(account) = visible.only() else {
        return Ok(OwnFactor::default());
    };
    let since: Option<Option<DateTime<Utc>>> = second_factors::Entity::find_by_id(account.0)
        .select_only()
        .column(second_factors::Column::ConfirmedAt)
        .into_tuple()
        .one(db)
        .await?;
    let left = recovery_codes::Entity::find()
        .filter(recovery_codes::Column::AccountId.eq(account.0))
        .count(db)
        .await?;
    Ok(OwnFactor {
        since: since.flatten(),
        recovery_codes_left: left,
    })
}
