//! How codes are kept that people are led back with.

use entities::oauth_codes;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use super::super::code::KeptCode;
use super::super::policy::Leading;
use crate::domains::identity::{Role, SessionId};
use crate::kernel::id::{AccountId, ClientId};

/// Keeps what is to be kept of a code.
pub async fn add_code(leave: &Leading<'_>, digest: String, code: &KeptCode) -> Result<(), DbErr> {
    let row = oauth_codes::ActiveModel {
        digest: Set(digest),
        client_id: Set(code.client.0),
        account_id: Set(code.account.0),
        standing: Set(code.standing.clone()),
        hat: Set(code.role.hat.word().to_owned()),
        scope: Set(code.role.scope.clone()),
        redirect_uri: Set(code.redirect_uri.clone()),
        challenge: Set(code.challenge.clone()),
        openid: Set(code.openid),
        nonce: Set(code.nonce.clone()),
        signed_in_at: Set(code.signed_in_at),
        expires_at: Set(code.expires_at),
        session_id: Set(None),
    };
    oauth_codes::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// What is kept of a code; nobody else trades it until the write ends.
pub async fn hold_code(leave: &Leading<'_>, digest: &str) -> Result<Option<KeptCode>, DbErr> {
    let row = oauth_codes::Entity::find_by_id(digest.to_owned())
        .lock_exclusive()
        .one(leave.tx().conn())
        .await?;
    Ok(row.and_then(|row| {
        Some(KeptCode {
            client: ClientId(row.client_id),
            account: AccountId(row.account_id),
            standing: row.standing,
            role: Role {
                hat: row.hat.parse().ok()?,
                scope: row.scope,
            },
            redirect_uri: row.redirect_uri,
            challenge: row.challenge,
            openid: row.openid,
            nonce: row.nonce,
            signed_in_at: row.signed_in_at,
            expires_at: row.expires_at,
            session: row.session_id.map(SessionId),
        })
    }))
}

/// Notes what a code was traded for.
pub async fn trade(leave: &Leading<'_>, digest: &str, session: SessionId) -> Result<(), DbErr> {
    oauth_codes::Entity::update_many()
        .col_expr(oauth_codes::Column::SessionId, Expr::value(session.0))
        .filter(oauth_codes::Column::Digest.eq(digest))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}
