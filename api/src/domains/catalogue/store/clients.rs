//! Which organisation parents say is theirs.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use entities::{account_changes, account_clients};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::put::put;
use super::read::gather;
use crate::domains::catalogue::policy::Naming;
use crate::kernel::id::{AccountId, CourseId, ProviderId};

/// How long it is kept which courses somebody sees otherwise.
const KEPT: TimeDelta = TimeDelta::days(366);

/// What all of them said.
pub async fn clients(db: &impl ConnectionTrait) -> Result<HashMap<AccountId, ProviderId>, DbErr> {
    let rows = account_clients::Entity::find().all(db).await?.into_iter();
    Ok(rows
        .map(|row| (AccountId(row.account_id), ProviderId(row.provider_id)))
        .collect())
}

/// Which courses each of them sees otherwise since they said so.
pub async fn otherwise(
    db: &impl ConnectionTrait,
) -> Result<HashMap<AccountId, Arc<Vec<(CourseId, DateTime<Utc>)>>>, DbErr> {
    let rows = account_changes::Entity::find().all(db).await?;
    let of = gather(rows, |row| {
        (row.account_id, (CourseId(row.course_id), row.at))
    });
    let of = of.into_iter();
    Ok(of.map(|(id, all)| (AccountId(id), Arc::new(all))).collect())
}

/// Notes which courses somebody sees otherwise from now on. What was noted long ago is forgotten:
/// a copy that old is asked for anew.
pub async fn note_otherwise(
    leave: &Naming<'_>,
    courses: impl IntoIterator<Item = CourseId>,
) -> Result<(), DbErr> {
    let (tx, account_id) = (leave.tx(), leave.account().0);
    account_changes::Entity::delete_many()
        .filter(account_changes::Column::At.lt(tx.now() - KEPT))
        .exec(tx.conn())
        .await?;
    let rows = courses.into_iter().map(|course| account_changes::Model {
        account_id,
        course_id: course.0,
        at: tx.now(),
    });
    put(tx, rows.collect()).await
}

/// Notes what somebody said, in the place of what they said before.
pub async fn name_client(leave: &Naming<'_>, client: ProviderId) -> Result<(), DbErr> {
    let row = account_clients::ActiveModel {
        account_id: Set(leave.account().0),
        provider_id: Set(client.0),
    };
    let again = OnConflict::column(account_clients::Column::AccountId)
        .update_column(account_clients::Column::ProviderId)
        .to_owned();
    account_clients::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

/// Forgets what somebody said.
pub async fn forget_client(leave: &Naming<'_>) -> Result<(), DbErr> {
    account_clients::Entity::delete_by_id(leave.account().0)
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}
