//! How applications are kept.

use entities::provider_applications;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::model::{Application, ApplicationId, State, Wish};
use super::policy::{Applying, Deciding, TakingBack, Visible};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, ProviderId};
use crate::kernel::page::{Cursor, Page, PageRequest};

/// How many applications of somebody wait. Until the write ends, they make no other.
pub async fn waiting(tx: &WriteTx, account: AccountId) -> Result<u64, DbErr> {
    tx.turn(&format!("applications {}", account.0)).await?;
    provider_applications::Entity::find()
        .filter(provider_applications::Column::AccountId.eq(account.0))
        .filter(provider_applications::Column::State.eq(State::Waiting.word()))
        .count(tx.conn())
        .await
}

/// Keeps an application.
pub async fn add(leave: &Applying<'_>, new: &Application) -> Result<(), DbErr> {
    provider_applications::Entity::insert(row(new).into_active_model().reset_all())
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

/// Keeps what was decided.
pub async fn decide(leave: &Deciding<'_>, decided: &Application) -> Result<(), DbErr> {
    provider_applications::Entity::update_many()
        .set(row(decided).into_active_model().reset_all())
        .filter(provider_applications::Column::Id.eq(leave.application().0))
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// Removes an application.
pub async fn remove(leave: &TakingBack<'_>) -> Result<(), DbErr> {
    provider_applications::Entity::delete_by_id(leave.application().0)
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// An application that somebody may know of.
pub async fn find(
    db: &impl ConnectionTrait,
    visible: Visible,
    id: ApplicationId,
) -> Result<Option<Application>, DbErr> {
    let mut query = provider_applications::Entity::find_by_id(id.0);
    if let Some(account) = visible.only() {
        query = query.filter(provider_applications::Column::AccountId.eq(account.0));
    }
    Ok(query.one(db).await?.map(read))
}

/// As [`find`]; nobody else changes it until the write ends.
pub async fn hold(
    tx: &WriteTx,
    visible: Visible,
    id: ApplicationId,
) -> Result<Option<Application>, DbErr> {
    tx.turn(&format!("application {}", id.0)).await?;
    find(tx.conn(), visible, id).await
}

/// A page of applications, those that came first first.
pub async fn applications(
    db: &impl ConnectionTrait,
    visible: Visible,
    states: &[State],
    page: &PageRequest,
) -> Result<Page<Application>, DbErr> {
    let mut query = provider_applications::Entity::find();
    if let Some(account) = visible.only() {
        query = query.filter(provider_applications::Column::AccountId.eq(account.0));
    }
    if !states.is_empty() {
        let words = states.iter().map(|state| state.word());
        query = query.filter(provider_applications::Column::State.is_in(words));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(provider_applications::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(provider_applications::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().map(read).collect();
    Ok(page.fill(found, |one: &Application| {
        Cursor(vec![one.id.0.to_string()])
    }))
}

fn row(one: &Application) -> provider_applications::Model {
    let (claims, name, kind) = match &one.wish {
        Wish::New { name, kind } => (None, Some(name.clone()), Some(kind.clone())),
        Wish::Claim(provider) => (Some(provider.0), None, None),
    };
    provider_applications::Model {
        id: one.id.0,
        account_id: one.account.0,
        claims,
        name,
        kind,
        website: one.website.clone(),
        reason: one.reason.clone(),
        state: one.state.word().to_owned(),
        answer: one.answer.clone(),
        provider_id: one.provider.map(|provider| provider.0),
        created_at: one.created_at,
        decided_at: one.decided_at,
    }
}

fn read(row: provider_applications::Model) -> Application {
    let wish = match row.claims {
        Some(provider) => Wish::Claim(ProviderId(provider)),
        None => Wish::New {
            name: row.name.unwrap_or_default(),
            kind: row.kind.unwrap_or_default(),
        },
    };
    Application {
        id: ApplicationId(row.id),
        account: AccountId(row.account_id),
        wish,
        website: row.website,
        reason: row.reason,
        state: State::from_word(&row.state).unwrap_or(State::Waiting),
        answer: row.answer,
        provider: row.provider_id.map(ProviderId),
        created_at: row.created_at,
        decided_at: row.decided_at,
    }
}
