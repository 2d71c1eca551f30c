//! Which organisation parents say is theirs.

use std::collections::HashMap;

use entities::account_clients;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

use crate::domains::catalogue::policy::Naming;
use crate::kernel::id::{AccountId, ProviderId};

/// What all of them said.
pub async fn clients(db: &impl ConnectionTrait) -> Result<HashMap<AccountId, ProviderId>, DbErr> {
    let rows = account_clients::Entity::find().all(db).await?.into_iter();
    Ok(rows
        .map(|row| (AccountId(row.account_id), ProviderId(row.provider_id)))
        .collect())
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
