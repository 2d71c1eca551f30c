//! How programs, their secrets and what they showed are kept.

mod codes;

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use entities::{oauth_assertions, oauth_clients, oauth_codes, oauth_secrets};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::assertion::Assertion;
use super::model::{ApiClient, KeptSecret};
use super::policy::{Keeping, Leading, Spending, Sweeping, Visible};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{ClientId, ProviderId};
use crate::kernel::jwk::PublicKeys;
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::scope::Scope;

pub use codes::{add_code, hold_code, trade};

/// The feed's topic for programs and secrets that ended.
pub const TOPIC: &str = "api_client";

/// How many programs a provider has. Until the write ends, it is given no other.
pub async fn count(leave: &Keeping<'_>) -> Result<u64, DbErr> {
    // Of front-ends there are as many as administrators make.
    let Some(provider) = leave.provider() else {
        return Ok(0);
    };
    leave
        .tx()
        .turn(&format!("api clients {}", provider.0))
        .await?;
    oauth_clients::Entity::find()
        .filter(oauth_clients::Column::ProviderId.eq(provider.0))
        .filter(oauth_clients::Column::EndedAt.is_null())
        .count(leave.tx().conn())
        .await
}

/// Keeps a program, with its first secret.
pub async fn add(leave: &Keeping<'_>, new: &ApiClient) -> Result<(), DbErr> {
    let row = oauth_clients::ActiveModel {
        id: Set(new.id.0),
        provider_id: Set(leave.provider().map(|provider| provider.0)),
        name: Set(new.name.clone()),
        scopes: Set(Scope::joined(&new.scopes)),
        jwks: Set(new.keys.as_ref().map(|keys| keys.text().to_owned())),
        redirect_uris: Set(new.is_front_end().then(|| listed(&new.redirect_uris))),
        created_at: Set(new.created_at),
        ended_at: Set(None),
    };
    oauth_clients::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await?;
    for secret in &new.secrets {
        add_secret(leave, new.id, secret).await?;
    }
    Ok(())
}

/// Addresses as they are kept: texts in JSON.
fn listed(addresses: &[String]) -> String {
    serde_json::Value::from(addresses).to_string()
}

/// Keeps what is to be kept of a secret.
pub async fn add_secret(
    leave: &Keeping<'_>,
    client: ClientId,
    secret: &KeptSecret,
) -> Result<(), DbErr> {
    let row = oauth_secrets::ActiveModel {
        id: Set(secret.id),
        client_id: Set(client.0),
        digest: Set(secret.digest.clone()),
        created_at: Set(secret.created_at),
        ends_at: Set(secret.ends_at),
    };
    oauth_secrets::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// Has secrets of a program serve until a moment, at most; where that is now, every node is told.
pub async fn end_secrets(
    leave: &Keeping<'_>,
    secrets: &[Uuid],
    ends_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let tx = leave.tx();
    oauth_secrets::Entity::update_many()
        .col_expr(oauth_secrets::Column::EndsAt, Expr::value(ends_at))
        .filter(oauth_secrets::Column::Id.is_in(secrets.iter().copied()))
        .exec(tx.conn())
        .await?;
    if ends_at <= tx.now() {
        for secret in secrets {
            tx.changed(TOPIC, secret.to_string());
        }
    }
    Ok(())
}

/// Ends a program, and lets every node know.
pub async fn end(leave: &Keeping<'_>, client: &ApiClient) -> Result<(), DbErr> {
    let tx = leave.tx();
    oauth_clients::Entity::update_many()
        .col_expr(oauth_clients::Column::EndedAt, Expr::value(tx.now()))
        .filter(oauth_clients::Column::Id.eq(client.id.0))
        .exec(tx.conn())
        .await?;
    tx.changed(TOPIC, client.id.0.to_string());
    let secrets: Vec<Uuid> = client.secrets.iter().map(|secret| secret.id).collect();
    end_secrets(leave, &secrets, tx.now()).await
}

/// A page of the programs that somebody may know of, in the order of their ids.
pub async fn clients(
    db: &impl ConnectionTrait,
    visible: Visible,
    page: &PageRequest,
) -> Result<Page<ApiClient>, DbErr> {
    let mut query = oauth_clients::Entity::find().filter(oauth_clients::Column::EndedAt.is_null());
    if let Some(only) = visible.only() {
        query = query.filter(oauth_clients::Column::ProviderId.eq(only.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(oauth_clients::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(oauth_clients::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = with_secrets(db, rows).await?;
    Ok(page.fill(found, |one: &ApiClient| Cursor(vec![one.id.0.to_string()])))
}

/// A program that somebody may know of.
pub async fn find(
    db: &impl ConnectionTrait,
    visible: Visible,
    id: ClientId,
) -> Result<Option<ApiClient>, DbErr> {
    let found = known(db, id).await?;
    let seen = |one: &ApiClient| visible.only().is_none_or(|only| one.provider == Some(only));
    Ok(found.filter(seen))
}

/// As [`find`]; nobody else changes it until the write ends.
pub async fn hold(
    tx: &WriteTx,
    visible: Visible,
    id: ClientId,
) -> Result<Option<ApiClient>, DbErr> {
    tx.turn(&format!("api client {}", id.0)).await?;
    find(tx.conn(), visible, id).await
}

/// Whether a program still is; nobody ends it until the write does.
pub async fn stands(leave: &Leading<'_>, id: ClientId) -> Result<bool, DbErr> {
    leave.tx().turn(&format!("api client {}", id.0)).await?;
    Ok(known(leave.tx().conn(), id).await?.is_some())
}

/// The program that names itself so, whoever asks.
pub async fn known(db: &impl ConnectionTrait, id: ClientId) -> Result<Option<ApiClient>, DbErr> {
    let row = oauth_clients::Entity::find_by_id(id.0)
        .filter(oauth_clients::Column::EndedAt.is_null())
        .one(db)
        .await?;
    let found = with_secrets(db, row.into_iter().collect()).await?;
    Ok(found.into_iter().next())
}

/// The programs and secrets that ended between two moments, and when.
pub async fn ended_between(
    db: &impl ConnectionTrait,
    [since, until]: [DateTime<Utc>; 2],
) -> Result<Vec<(Uuid, DateTime<Utc>)>, DbErr> {
    let clients = oauth_clients::Entity::find()
        .filter(oauth_clients::Column::EndedAt.between(since, until))
        .all(db)
        .await?;
    let secrets = oauth_secrets::Entity::find()
        .filter(oauth_secrets::Column::EndsAt.between(since, until))
        .all(db)
        .await?;
    let clients = clients
        .into_iter()
        .filter_map(|row| Some((row.id, row.ended_at?)));
    let secrets = secrets
        .into_iter()
        .filter_map(|row| Some((row.id, row.ends_at?)));
    Ok(clients.chain(secrets).collect())
}

/// Remembers an assertion; whether it had not come before.
pub async fn spend(leave: &Spending<'_>, assertion: &Assertion) -> Result<bool, DbErr> {
    let row = oauth_assertions::ActiveModel {
        digest: Set(assertion.digest.clone()),
        expires_at: Set(assertion.expires_at),
    };
    let once = OnConflict::column(oauth_assertions::Column::Digest)
        .do_nothing()
        .to_owned();
    let written = oauth_assertions::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(leave.tx().conn())
        .await;
    match written {
        Ok(rows) => Ok(rows > 0),
        Err(DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Forgets what is over: assertions, and what ended longer ago than any token runs.
pub async fn sweep(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    let long_ago = tx.now() - TimeDelta::days(1);
    oauth_assertions::Entity::delete_many()
        .filter(oauth_assertions::Column::ExpiresAt.lt(long_ago))
        .exec(tx.conn())
        .await?;
    oauth_codes::Entity::delete_many()
        .filter(oauth_codes::Column::ExpiresAt.lt(long_ago))
        .exec(tx.conn())
        .await?;
    oauth_secrets::Entity::delete_many()
        .filter(oauth_secrets::Column::EndsAt.lt(long_ago))
        .exec(tx.conn())
        .await?;
    oauth_clients::Entity::delete_many()
        .filter(oauth_clients::Column::EndedAt.lt(long_ago))
        .exec(tx.conn())
        .await
        .map(drop)
}

async fn with_secrets(
    db: &impl ConnectionTrait,
    rows: Vec<oauth_clients::Model>,
) -> Result<Vec<ApiClient>, DbErr> {
    let mut secrets: HashMap<Uuid, Vec<KeptSecret>> = HashMap::new();
    if !rows.is_empty() {
        let of = rows.iter().map(|row| row.id);
        let found = oauth_secrets::Entity::find()
            .filter(oauth_secrets::Column::ClientId.is_in(of))
            .order_by_asc(oauth_secrets::Column::CreatedAt)
            .all(db)
            .await?;
        for row in found {
            let secret = KeptSecret {
                id: row.id,
                digest: row.digest,
                created_at: row.created_at,
                ends_at: row.ends_at,
            };
            secrets.entry(row.client_id).or_default().push(secret);
        }
    }
    let read = |row: oauth_clients::Model| {
        Some(ApiClient {
            id: ClientId(row.id),
            provider: row.provider_id.map(ProviderId),
            name: row.name,
            scopes: Scope::parted(&row.scopes)?,
            redirect_uris: match row.redirect_uris {
                Some(listed) => serde_json::from_str(&listed).ok()?,
                None => Vec::new(),
            },
            keys: row.jwks.and_then(PublicKeys::kept),
            created_at: row.created_at,
            secrets: secrets.remove(&row.id).unwrap_or_default(),
        })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}
