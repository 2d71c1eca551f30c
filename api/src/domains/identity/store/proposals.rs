//! Hats that somebody was asked to wear and does not wear yet.

use entities::grant_proposals;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, SqlErr,
};

use super::super::error::IdentityError;
use super::super::model::{Email, Grant, HatKind, Proposal, ProposalId};
use super::super::policy::{
    Accepting, Granting, Office, Proposing, Seconding, Sweeping, VisibleGrants, Withdrawing,
};
use super::grants::{kept_datasets, research};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, ProviderId};
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::rank::Rank;

fn proposal(row: grant_proposals::Model) -> Option<Proposal> {
    let hat: HatKind = row.hat.parse().ok()?;
    Some(Proposal {
        id: ProposalId(row.id),
        email: Email::stored(row.email),
        code_digest: row.code_digest,
        grant: Grant {
            provider: row.provider_id.map(ProviderId),
            rank: row.rank.as_deref().and_then(Rank::from_word),
            research: research(row.purpose, row.datasets.as_deref(), row.ends_at),
            ..Grant::of(hat)
        },
        proposed_by: AccountId(row.proposed_by),
        accepted_by: row.accepted_by.map(AccountId),
        seconded_by: row.seconded_by.map(AccountId),
        created_at: row.created_at,
        expires_at: row.expires_at,
        granted: false,
    })
}

/// A page of the proposals that stand and that somebody may know of, in the order of their
/// ids, which tells nothing.
pub async fn proposals(
    db: &impl ConnectionTrait,
    visible: VisibleGrants,
    now: chrono::DateTime<chrono::Utc>,
    (only, page): (Option<ProposalId>, &PageRequest),
) -> Result<Page<Proposal>, DbErr> {
    let mut shown = Condition::any().add(grant_proposals::Column::ProposedBy.eq(visible.own().0));
    shown = match visible.office() {
        Some(Office::Administrator) => Condition::all(),
        Some(Office::Manager(own)) => shown.add(grant_proposals::Column::ProviderId.eq(own.0)),
        Some(Office::DataBoard) => {
            shown.add(grant_proposals::Column::Hat.eq(HatKind::Researcher.word()))
        }
        None => shown,
    };
    let mut query = grant_proposals::Entity::find()
        .filter(shown)
        .filter(grant_proposals::Column::ExpiresAt.gt(now));
    if let Some(only) = only {
        query = query.filter(grant_proposals::Column::Id.eq(only.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(grant_proposals::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(grant_proposals::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = rows.into_iter().filter_map(proposal).collect();
    Ok(page.fill(found, |it: &Proposal| Cursor(vec![it.id.0.to_string()])))
}

/// Holds a proposal until the write ends.
pub async fn hold_proposal(tx: &WriteTx, id: ProposalId) -> Result<Option<Proposal>, DbErr> {
    let row = grant_proposals::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    Ok(row.and_then(proposal))
}

/// Holds what was proposed to an address until the write ends.
pub async fn hold_proposals_to(tx: &WriteTx, email: &Email) -> Result<Vec<Proposal>, DbErr> {
    let rows = grant_proposals::Entity::find()
        .filter(grant_proposals::Column::Email.eq(email.as_str()))
        .lock_exclusive()
        .all(tx.conn())
        .await?;
    Ok(rows.into_iter().filter_map(proposal).collect())
}

/// How many proposals of somebody stand, and how many to an address. Until the write ends,
/// nobody else proposes.
pub async fn standing(tx: &WriteTx, by: AccountId, email: &Email) -> Result<(u64, u64), DbErr> {
    tx.turn("grant proposals").await?;
    let open =
        || grant_proposals::Entity::find().filter(grant_proposals::Column::ExpiresAt.gt(tx.now()));
    let own = open()
        .filter(grant_proposals::Column::ProposedBy.eq(by.0))
        .count(tx.conn())
        .await?;
    let to = open()
        .filter(grant_proposals::Column::Email.eq(email.as_str()))
        .count(tx.conn())
        .await?;
    Ok((own, to))
}

/// Keeps a proposal.
pub async fn add_proposal(leave: &Proposing<'_>, new: &Proposal) -> Result<(), IdentityError> {
    let row = grant_proposals::ActiveModel {
        id: Set(new.id.0),
        email: Set(new.email.as_str().to_owned()),
        code_digest: Set(new.code_digest.clone()),
        hat: Set(new.grant.hat.word().to_owned()),
        provider_id: Set(new.grant.provider.map(Into::into)),
        rank: Set(new.grant.rank.map(|rank| rank.word().to_owned())),
        purpose: Set(new.grant.research.as_ref().map(|it| it.purpose.clone())),
        datasets: Set(kept_datasets(&new.grant)),
        ends_at: Set(new.grant.ends_at()),
        proposed_by: Set(leave.by().account.0),
        accepted_by: Set(None),
        seconded_by: Set(None),
        created_at: Set(new.created_at),
        expires_at: Set(new.expires_at),
    };
    grant_proposals::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => IdentityError::NoSuchProvider,
            _ => error.into(),
        })?;
    Ok(())
}

/// Writes down who took a proposal up.
pub async fn accept(leave: &Accepting<'_>) -> Result<(), DbErr> {
    grant_proposals::Entity::update_many()
        .col_expr(
            grant_proposals::Column::AcceptedBy,
            Expr::value(leave.by().account.0),
        )
        .filter(grant_proposals::Column::Id.eq(leave.proposal().id.0))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Writes down who seconded a proposal.
pub async fn second(leave: &Seconding<'_>) -> Result<(), DbErr> {
    grant_proposals::Entity::update_many()
        .col_expr(
            grant_proposals::Column::SecondedBy,
            Expr::value(leave.by().account.0),
        )
        .filter(grant_proposals::Column::Id.eq(leave.proposal().id.0))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Removes a proposal that was taken back.
pub async fn withdraw(leave: &Withdrawing<'_>) -> Result<(), DbErr> {
    remove(leave.tx(), leave.proposal().id).await
}

/// Removes a proposal that came to be: the grant says the rest.
pub async fn complete(leave: &Granting<'_>, id: ProposalId) -> Result<(), DbErr> {
    remove(leave.tx(), id).await
}

async fn remove(tx: &WriteTx, id: ProposalId) -> Result<(), DbErr> {
    grant_proposals::Entity::delete_by_id(id.0)
        .exec(tx.conn())
        .await
        .map(drop)
}

/// Forgets proposals that lapsed.
pub async fn sweep_proposals(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    grant_proposals::Entity::delete_many()
        .filter(grant_proposals::Column::ExpiresAt.lte(tx.now()))
        .exec(tx.conn())
        .await
        .map(drop)
}
