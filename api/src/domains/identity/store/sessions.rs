//! Sessions.

use chrono::{DateTime, TimeDelta, Utc};
use entities::sessions;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::super::model::{Grant, HatKind, HeldSession, OwnSession, SessionId};
use super::super::policy::{Ending, Refreshing, SigningIn, Sweeping, Visible};
use super::super::refresh::Standing;
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, ClientId};
use crate::kernel::page::{Cursor, Page, PageRequest};

/// The feed's topic for sessions that ended.
pub const TOPIC: &str = "session";

/// Begins a session.
pub async fn add_session(
    leave: &SigningIn<'_>,
    id: SessionId,
    standing: Standing,
    ends_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = sessions::ActiveModel {
        id: Set(id.0),
        account_id: Set(leave.account().0),
        hat: Set(leave.grant().hat.word().to_owned()),
        scope: Set(leave.grant().scope()),
        client_id: Set(leave.through().map(|it| it.id.0)),
        client_name: Set(leave.through().map(|it| it.name.clone())),
        family_digest: Set(standing.family_digest),
        seed: Set(standing.seed),
        turn_digest: Set(standing.turn_digest),
        last_turn_digest: Set(standing.last_turn_digest),
        turned_at: Set(standing.turned_at),
        expires_at: Set(ends_at),
        ended_at: Set(None),
    };
    sessions::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// Holds a session until the write ends.
pub async fn hold_session(tx: &WriteTx, id: SessionId) -> Result<Option<HeldSession>, DbErr> {
    let row = sessions::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    Ok(row.and_then(|row| {
        Some(HeldSession {
            id,
            account: AccountId(row.account_id),
            hat: row.hat.parse().ok()?,
            scope: row.scope,
            through: row.client_id.map(ClientId),
            standing: Standing {
                family_digest: row.family_digest,
                seed: row.seed,
                turn_digest: row.turn_digest,
                last_turn_digest: row.last_turn_digest,
                turned_at: row.turned_at,
            },
            expires_at: row.expires_at,
            ended: row.ended_at.is_some(),
        })
    }))
}

/// Takes the next turn of a session.
pub async fn turn_session(leave: &Refreshing<'_>, standing: Standing) -> Result<(), DbErr> {
    let row = sessions::ActiveModel {
        id: Set(leave.session().id.0),
        turn_digest: Set(standing.turn_digest),
        last_turn_digest: Set(standing.last_turn_digest),
        turned_at: Set(standing.turned_at),
        ..Default::default()
    };
    sessions::Entity::update(row)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Ends sessions, and lets every node know.
pub async fn end_sessions(leave: &Ending<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    // No more at once than a statement can name.
    for some in leave.sessions().chunks(1000) {
        sessions::Entity::update_many()
            .col_expr(sessions::Column::EndedAt, Expr::value(tx.now()))
            .filter(sessions::Column::Id.is_in(some.iter().map(|session| session.0)))
            .filter(sessions::Column::EndedAt.is_null())
            .exec(tx.conn())
            .await?;
    }
    super::links::end_standings(leave).await?;
    for session in leave.sessions() {
        tx.changed(TOPIC, session.0.to_string());
    }
    Ok(())
}

/// The sessions that somebody is in under a hat, and what tokens of other issuers stand under for
/// them: under which hat those are used is not known.
pub async fn sessions_under(
    tx: &WriteTx,
    account: AccountId,
    grant: &Grant,
) -> Result<Vec<SessionId>, DbErr> {
    let rows = sessions::Entity::find()
        .filter(sessions::Column::AccountId.eq(account.0))
        .filter(sessions::Column::Hat.eq(grant.hat.word()))
        .filter(sessions::Column::Scope.is_in([grant.scope(), String::new()]))
        .filter(sessions::Column::EndedAt.is_null())
        .filter(sessions::Column::ExpiresAt.gt(tx.now()))
        .all(tx.conn())
        .await?;
    let sessions = rows.into_iter().map(|row| SessionId(row.id));
    let outside = super::links::standings_of(tx, account).await?;
    Ok(sessions.chain(outside).collect())
}

/// The sessions that somebody is in, and what tokens of other issuers stand under for them.
pub async fn sessions_of(tx: &WriteTx, account: AccountId) -> Result<Vec<SessionId>, DbErr> {
    let rows: Vec<Uuid> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::Id)
        .filter(sessions::Column::AccountId.eq(account.0))
        .filter(sessions::Column::EndedAt.is_null())
        .filter(sessions::Column::ExpiresAt.gt(tx.now()))
        .into_tuple()
        .all(tx.conn())
        .await?;
    let sessions = rows.into_iter().map(SessionId);
    let outside = super::links::standings_of(tx, account).await?;
    Ok(sessions.chain(outside).collect())
}

/// The sessions that somebody is in under any of some hats.
pub async fn sessions_with(
    tx: &WriteTx,
    account: AccountId,
    hats: impl Iterator<Item = HatKind>,
) -> Result<Vec<SessionId>, DbErr> {
    let rows: Vec<Uuid> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::Id)
        .filter(sessions::Column::AccountId.eq(account.0))
        .filter(sessions::Column::Hat.is_in(hats.map(HatKind::word)))
        .filter(sessions::Column::EndedAt.is_null())
        .filter(sessions::Column::ExpiresAt.gt(tx.now()))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(SessionId).collect())
}

/// The sessions that were begun through a front-end.
pub async fn sessions_through(tx: &WriteTx, client: ClientId) -> Result<Vec<SessionId>, DbErr> {
    let rows: Vec<Uuid> = sessions::Entity::find()
        .select_only()
        .column(sessions::Column::Id)
        .filter(sessions::Column::ClientId.eq(client.0))
        .filter(sessions::Column::EndedAt.is_null())
        .filter(sessions::Column::ExpiresAt.gt(tx.now()))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(SessionId).collect())
}

/// A page of the sessions that somebody is in.
pub async fn own_sessions(
    db: &impl ConnectionTrait,
    visible: Visible,
    (current, now): (SessionId, DateTime<Utc>),
    page: &PageRequest,
) -> Result<Page<OwnSession>, DbErr> {
    let mut query = sessions::Entity::find()
        .filter(sessions::Column::EndedAt.is_null())
        .filter(sessions::Column::ExpiresAt.gt(now));
    if let Some(only) = visible.only() {
        query = query.filter(sessions::Column::AccountId.eq(only.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(sessions::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(sessions::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let own = rows.into_iter().filter_map(|row| {
        Some(OwnSession {
            id: SessionId(row.id),
            hat: row.hat.parse().ok()?,
            front_end: row.client_name,
            last_used_at: row.turned_at,
            ends_at: row.expires_at,
            current: row.id == current.0,
        })
    });
    let found = own.collect();
    Ok(page.fill(found, |it: &OwnSession| Cursor(vec![it.id.0.to_string()])))
}

/// The sessions that were ended since a moment, and when.
pub async fn ended_since(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
) -> Result<Vec<(SessionId, DateTime<Utc>)>, DbErr> {
    let rows = sessions::Entity::find()
        .filter(sessions::Column::EndedAt.gte(since))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((SessionId(row.id), row.ended_at?)))
        .collect())
}

/// Forgets sessions that are long over.
pub async fn sweep_sessions(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    let long_ago = tx.now() - TimeDelta::days(1);
    sessions::Entity::delete_many()
        .filter(
            sessions::Column::ExpiresAt
                .lt(long_ago)
                .or(sessions::Column::EndedAt.lt(long_ago)),
        )
        .exec(tx.conn())
        .await
        .map(drop)
}
