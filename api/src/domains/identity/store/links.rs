//! Whom other issuers know people as.

use chrono::{DateTime, Utc};
use entities::{accounts, identity_links, second_factors};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::{Builder, Uuid};

use super::super::error::IdentityError;
use super::super::model::{ClaimedRole, Grant, Link, LinkId, Outsider, OwnLink, SessionId};
use super::super::policy::{Ending, LinkShowing, Linking, Unlinking, Visible};
use crate::kernel::db::{WriteTx, broken_constraint};
use crate::kernel::id::AccountId;
use crate::kernel::page::{Cursor, Page, PageRequest};

fn link(row: identity_links::Model) -> Link {
    Link {
        id: LinkId(row.id),
        account: AccountId(row.account_id),
        standing: row.standing,
        tokens_from: row.tokens_from,
    }
}

/// The link of somebody as another issuer knows them.
pub async fn link_of(db: &impl ConnectionTrait, digest: &str) -> Result<Option<Link>, DbErr> {
    let row = identity_links::Entity::find()
        .filter(identity_links::Column::SubjectDigest.eq(digest))
        .one(db)
        .await?;
    Ok(row.map(link))
}

/// Whether an account stands, and asks for codes beside its password.
pub async fn is_guarded(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<bool>, DbErr> {
    let stands = accounts::Entity::find_by_id(id.0)
        .filter(accounts::Column::ClosedAt.is_null())
        .count(db)
        .await?;
    if stands == 0 {
        return Ok(None);
    }
    let factors = second_factors::Entity::find_by_id(id.0)
        .filter(second_factors::Column::ConfirmedAt.is_not_null())
        .count(db)
        .await?;
    Ok(Some(factors > 0))
}

/// How many links an account has.
pub async fn count_links(tx: &WriteTx, account: AccountId) -> Result<u64, DbErr> {
    identity_links::Entity::find()
        .filter(identity_links::Column::AccountId.eq(account.0))
        .count(tx.conn())
        .await
}

/// Keeps a link.
pub async fn add_link(
    leave: &Linking<'_>,
    (own, standing): (&OwnLink, Uuid),
    digest: &str,
) -> Result<(), IdentityError> {
    let tx = leave.tx();
    let row = identity_links::ActiveModel {
        id: Set(own.id.0),
        account_id: Set(leave.account().0),
        issuer: Set(own.issuer.clone()),
        subject_digest: Set(digest.to_owned()),
        standing: Set(standing),
        tokens_from: Set(None),
        claimed_roles: Set(None),
        claimed_until: Set(None),
        created_at: Set(own.created_at),
        last_used_at: Set(own.last_used_at),
    };
    identity_links::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await
        .map_err(|error| match broken_constraint(&error).as_deref() {
            Some("identity_links_subject_digest_key") => IdentityError::LinkTaken,
            _ => error.into(),
        })?;
    Ok(())
}

/// Notes that a link was shown, and which roles the issuer says there are.
pub async fn use_link(leave: &LinkShowing<'_>, of: &Outsider) -> Result<(), DbErr> {
    let tx = leave.tx();
    let said =
        serde_json::to_string(&of.claimed).map_err(|error| DbErr::Json(error.to_string()))?;
    let said = (!of.claimed.is_empty()).then_some(said);
    let row = identity_links::ActiveModel {
        id: Set(leave.link().0),
        claimed_until: Set(said.as_ref().map(|_| of.claimed_until)),
        claimed_roles: Set(said),
        last_used_at: Set(Some(tx.now())),
        ..Default::default()
    };
    identity_links::Entity::update(row)
        .exec(tx.conn())
        .await
        .map(drop)
}

/// The hats that other issuers give an account, while their word holds.
pub async fn claimed_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<Grant>, DbErr> {
    let rows = identity_links::Entity::find()
        .filter(identity_links::Column::AccountId.eq(account.0))
        .filter(identity_links::Column::ClaimedUntil.gt(now))
        .all(db)
        .await?;
    let claimed = rows.iter().flat_map(|row| {
        let said = row.claimed_roles.as_deref().unwrap_or("[]");
        let roles: Vec<ClaimedRole> = serde_json::from_str(said).unwrap_or_default();
        let until = row.claimed_until.unwrap_or(now);
        roles.into_iter().filter_map(move |role| role.grant(until))
    });
    Ok(claimed.collect())
}

/// What the tokens of other issuers for an account stand under.
pub(super) async fn standings_of(
    tx: &WriteTx,
    account: AccountId,
) -> Result<impl Iterator<Item = SessionId> + use<>, DbErr> {
    let rows: Vec<Uuid> = identity_links::Entity::find()
        .select_only()
        .column(identity_links::Column::Standing)
        .filter(identity_links::Column::AccountId.eq(account.0))
        .into_tuple()
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(SessionId))
}

/// Ends what tokens of other issuers stand under: those made until now serve no more, and what
/// issuers said of roles is no longer believed.
pub(super) async fn end_standings(leave: &Ending<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    for some in leave.sessions().chunks(1000) {
        let rows = identity_links::Entity::find()
            .filter(identity_links::Column::Standing.is_in(some.iter().map(|it| it.0)))
            .all(tx.conn())
            .await?;
        for row in rows {
            let next = blake3::derive_key("pijler 2026-11 next standing", row.standing.as_bytes());
            let (first, _) = next.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
            let row = identity_links::ActiveModel {
                id: Set(row.id),
                standing: Set(Builder::from_random_bytes(*first).into_uuid()),
                tokens_from: Set(Some(tx.now())),
                claimed_roles: Set(None),
                claimed_until: Set(None),
                ..Default::default()
            };
            identity_links::Entity::update(row).exec(tx.conn()).await?;
        }
    }
    Ok(())
}

/// Removes a link; what it stood under, where there was one.
pub async fn remove_link(leave: &Unlinking<'_>, id: LinkId) -> Result<Option<SessionId>, DbErr> {
    let tx = leave.tx();
    let row = identity_links::Entity::find_by_id(id.0)
        .filter(identity_links::Column::AccountId.eq(leave.account().0))
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    let Some(row) = row else { return Ok(None) };
    identity_links::Entity::delete_by_id(row.id)
        .exec(tx.conn())
        .await?;
    Ok(Some(SessionId(row.standing)))
}

/// A page of the links of somebody's own account.
pub async fn own_links(
    db: &impl ConnectionTrait,
    visible: Visible,
    page: &PageRequest,
) -> Result<Page<OwnLink>, DbErr> {
    let mut query = identity_links::Entity::find();
    if let Some(only) = visible.only() {
        query = query.filter(identity_links::Column::AccountId.eq(only.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(identity_links::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(identity_links::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let own = rows.into_iter().map(|row| OwnLink {
        id: LinkId(row.id),
        issuer: row.issuer,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    });
    let found = own.collect();
    Ok(page.fill(found, |it: &OwnLink| Cursor(vec![it.id.0.to_string()])))
}
