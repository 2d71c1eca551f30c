//! From what kind of browser or app people signed in.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entities::account_devices;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::super::policy::{Proved, Sweeping};

/// How long a kind of browser or app is known after its last sign-in.
const KNOWN: Days = Days::new(365);
/// How long after a letter no other is sent.
const QUIET: TimeDelta = TimeDelta::days(1);

/// What is known of the kinds that an account was used with.
pub struct Known {
    /// Whether any is known: of whom none is, the first is no news.
    pub any: bool,
    /// Whether the one asked about is.
    pub this: bool,
    /// Whether a letter told of one of late.
    pub told: bool,
}

/// What is known of the kinds that an account was used with, and of one of them.
pub async fn known_devices(leave: &Proved<'_>, device: &str) -> Result<Known, DbErr> {
    let tx = leave.tx();
    let rows = account_devices::Entity::find()
        .filter(account_devices::Column::AccountId.eq(leave.account().0))
        .all(tx.conn())
        .await?;
    let late = |told: DateTime<Utc>| told > tx.now() - QUIET;
    Ok(Known {
        any: !rows.is_empty(),
        this: rows.iter().any(|row| row.device == device),
        told: rows.iter().any(|row| row.told_at.is_some_and(late)),
    })
}

/// Keeps a kind that an account was used with.
pub async fn put_device(
    leave: &Proved<'_>,
    device: String,
    (today, told): (NaiveDate, bool),
) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = account_devices::ActiveModel {
        account_id: Set(leave.account().0),
        device: Set(device),
        seen_on: Set(today),
        told_at: Set(told.then_some(tx.now())),
    };
    let keys = [
        account_devices::Column::AccountId,
        account_devices::Column::Device,
    ];
    let again = OnConflict::columns(keys)
        .update_column(account_devices::Column::SeenOn)
        .to_owned();
    account_devices::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// Forgets kinds that were long not used.
pub async fn sweep_devices(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    account_devices::Entity::delete_many()
        .filter(account_devices::Column::SeenOn.lt(tx.now().date_naive() - KNOWN))
        .exec(tx.conn())
        .await
        .map(drop)
}
