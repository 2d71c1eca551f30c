//! The hats that accounts may wear.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entities::{accounts, grants};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, SqlErr,
};
use uuid::Uuid;

use super::super::error::IdentityError;
use super::super::model::{Email, Given, Grant, GrantId, HatKind, Research};
use super::super::policy::{
    Granting, Office, Sweeping, Taking, Unverifying, Verifying, VisibleGrants,
};
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, MunicipalityCode, ProviderId};
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::rank::Rank;

/// Which rows are of an organisation's own people.
fn acting(provider: ProviderId) -> Condition {
    Condition::all()
        .add(grants::Column::ProviderId.eq(provider.0))
        .add(grants::Column::Hat.eq(HatKind::Organisation.word()))
}

/// Whether an account may act for a provider.
pub async fn is_acted_for(db: &impl ConnectionTrait, provider: ProviderId) -> Result<bool, DbErr> {
    let acting = grants::Entity::find()
        .filter(acting(provider))
        .count(db)
        .await?;
    Ok(acting > 0)
}

/// The addresses of those who may act for a provider.
pub async fn acting_for(
    db: &impl ConnectionTrait,
    provider: ProviderId,
) -> Result<Vec<Email>, DbErr> {
    let acting = grants::Entity::find()
        .select_only()
        .column(grants::Column::AccountId)
        .filter(acting(provider))
        .into_query();
    let rows = accounts::Entity::find()
        .filter(accounts::Column::Id.in_subquery(acting))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Email::stored(row.email))
        .collect())
}

/// The hats that an account may wear.
pub async fn grants_of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Grant>, DbErr> {
    let mut given = grants_by_account(db, [account.0]).await?;
    Ok(given.remove(&account.0).unwrap_or_default())
}

pub(super) async fn grants_by_account(
    db: &impl ConnectionTrait,
    accounts: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<Grant>>, DbErr> {
    let rows = grants::Entity::find()
        .filter(grants::Column::AccountId.is_in(accounts))
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<Grant>> = HashMap::new();
    for row in rows {
        let account = row.account_id;
        // A hat of a later version of the program is one that nobody here can wear.
        if let Some(grant) = grant(row) {
            found.entry(account).or_default().push(grant);
        }
    }
    for given in found.values_mut() {
        given.sort_by_key(|grant| (grant.hat, grant.scope()));
    }
    Ok(found)
}

fn grant(row: grants::Model) -> Option<Grant> {
    Some(Grant {
        hat: row.hat.parse().ok()?,
        provider: row.provider_id.map(ProviderId),
        rank: row.rank.as_deref().and_then(Rank::from_word),
        municipality: row
            .municipality_code
            .as_deref()
            .and_then(MunicipalityCode::parse),
        verified_until: row.verified_until,
        research: research(row.purpose, row.datasets.as_deref(), row.ends_at),
        claimed_until: None,
    })
}

/// What research is for, where a row tells.
pub(super) fn research(
    purpose: Option<String>,
    datasets: Option<&str>,
    ends_at: Option<DateTime<Utc>>,
) -> Option<Research> {
    Some(Research {
        purpose: purpose?,
        datasets: serde_json::from_str(datasets?).unwrap_or_default(),
        ends_at: ends_at?,
    })
}

/// The names of datasets, as a row keeps them.
pub(super) fn kept_datasets(grant: &Grant) -> Option<String> {
    let research = grant.research.as_ref()?;
    Some(serde_json::json!(research.datasets).to_string())
}

/// A page of the hats that somebody may know of, in the order of their ids, which tells
/// nothing.
pub async fn given(
    db: &impl ConnectionTrait,
    visible: VisibleGrants,
    hats: &[HatKind],
    page: &PageRequest,
) -> Result<Page<Given>, DbErr> {
    let mut shown = Condition::any().add(grants::Column::AccountId.eq(visible.own().0));
    shown = match visible.office() {
        Some(Office::Administrator) => Condition::all(),
        Some(Office::Manager(own)) => shown.add(
            Condition::all()
                .add(grants::Column::ProviderId.eq(own.0))
                .add(grants::Column::Hat.is_in(["organisation", "professional"])),
        ),
        Some(Office::DataBoard) => shown.add(grants::Column::Hat.eq(HatKind::Researcher.word())),
        None => shown,
    };
    let mut query = grants::Entity::find().filter(shown);
    if !hats.is_empty() {
        query = query.filter(grants::Column::Hat.is_in(hats.iter().map(|hat| hat.word())));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(grants::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(grants::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = with_addresses(db, rows).await?;
    Ok(page.fill(found, |it: &Given| Cursor(vec![it.id.0.to_string()])))
}

async fn with_addresses(
    db: &impl ConnectionTrait,
    rows: Vec<grants::Model>,
) -> Result<Vec<Given>, DbErr> {
    let whose = rows.iter().map(|row| row.account_id);
    let whose = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(whose))
        .all(db)
        .await?;
    let emails: HashMap<_, _> = whose.into_iter().map(|row| (row.id, row.email)).collect();
    let found = rows.into_iter().filter_map(|row| {
        Some(Given {
            id: GrantId(row.id),
            account: AccountId(row.account_id),
            email: Email::stored(emails.get(&row.account_id)?.clone()),
            granted_at: row.granted_at,
            grant: grant(row)?,
        })
    });
    Ok(found.collect())
}

/// Whose hat it is.
pub async fn wearer(tx: &WriteTx, id: GrantId) -> Result<Option<AccountId>, DbErr> {
    let row = grants::Entity::find_by_id(id.0).one(tx.conn()).await?;
    Ok(row.map(|row| AccountId(row.account_id)))
}

/// Holds a hat of somebody until the write ends.
pub async fn hold_given(tx: &WriteTx, id: GrantId) -> Result<Option<Given>, DbErr> {
    let row = grants::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.conn())
        .await?;
    let found = with_addresses(tx.conn(), row.into_iter().collect()).await?;
    Ok(found.into_iter().next())
}

/// The hats of one kind that an account has: one for each whom it is worn for.
pub async fn given_to(tx: &WriteTx, account: AccountId, hat: HatKind) -> Result<Vec<Given>, DbErr> {
    let rows = grants::Entity::find()
        .filter(grants::Column::AccountId.eq(account.0))
        .filter(grants::Column::Hat.eq(hat.word()))
        .all(tx.conn())
        .await?;
    with_addresses(tx.conn(), rows).await
}

/// Gives an account a hat, or the same hat with something else to it.
pub async fn put_grant(
    leave: &Granting<'_>,
    id: GrantId,
    grant: &Grant,
) -> Result<(), IdentityError> {
    write_grant(leave.tx(), leave.account(), (id, grant), leave.given()).await
}

pub(super) async fn write_grant(
    tx: &WriteTx,
    account: AccountId,
    (id, grant): (GrantId, &Grant),
    given: [Option<AccountId>; 2],
) -> Result<(), IdentityError> {
    let [by, second] = given.map(|one| one.map(Into::into));
    let row = grants::ActiveModel {
        id: Set(id.0),
        account_id: Set(account.0),
        hat: Set(grant.hat.word().to_owned()),
        scope: Set(grant.scope()),
        provider_id: Set(grant.provider.map(Into::into)),
        municipality_code: Set(grant.municipality.map(|code| code.to_string())),
        rank: Set(grant.rank.map(|rank| rank.word().to_owned())),
        verified_until: Set(grant.verified_until),
        purpose: Set(grant.research.as_ref().map(|it| it.purpose.clone())),
        datasets: Set(kept_datasets(grant)),
        ends_at: Set(grant.ends_at()),
        granted_by: Set(by),
        seconded_by: Set(second),
        granted_at: Set(tx.now()),
    };
    let key = [
        grants::Column::AccountId,
        grants::Column::Hat,
        grants::Column::Scope,
    ];
    let replace = OnConflict::columns(key)
        .update_columns([
            grants::Column::Rank,
            grants::Column::VerifiedUntil,
            grants::Column::Purpose,
            grants::Column::Datasets,
            grants::Column::EndsAt,
            grants::Column::GrantedBy,
            grants::Column::SecondedBy,
            grants::Column::GrantedAt,
        ])
        .to_owned();
    grants::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await
        .map_err(|error| match error.sql_err() {
            // The account is held and the granter signed in: it is what it is worn for.
            Some(SqlErr::ForeignKeyConstraintViolation(_)) if grant.municipality.is_some() => {
                IdentityError::NoSuchMunicipality
            }
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => IdentityError::NoSuchProvider,
            _ => error.into(),
        })?;
    Ok(())
}

/// How many administrators there are beside an account; until the write ends, no
/// other takes that hat from anybody.
pub async fn other_administrators(leave: &Taking<'_>) -> Result<u64, DbErr> {
    leave.tx().turn("administrators").await?;
    grants::Entity::find()
        .filter(grants::Column::Hat.eq(HatKind::Administrator.word()))
        .filter(grants::Column::AccountId.ne(leave.given().account.0))
        .count(leave.tx().conn())
        .await
}

/// Takes a hat.
pub async fn remove_grant(leave: &Taking<'_>) -> Result<(), DbErr> {
    grants::Entity::delete_by_id(leave.given().id.0)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Has a parent be known as one until a moment.
pub async fn verify(leave: &Verifying<'_>, until: DateTime<Utc>) -> Result<(), DbErr> {
    set_verified(leave.tx(), leave.account(), Some(until)).await
}

/// Has a parent be known as one no more.
pub async fn unverify(leave: &Unverifying<'_>, account: AccountId) -> Result<(), DbErr> {
    set_verified(leave.tx(), account, None).await
}

async fn set_verified(
    tx: &WriteTx,
    account: AccountId,
    until: Option<DateTime<Utc>>,
) -> Result<(), DbErr> {
    grants::Entity::update_many()
        .col_expr(grants::Column::VerifiedUntil, Expr::value(until))
        .filter(grants::Column::AccountId.eq(account.0))
        .filter(grants::Column::Hat.eq(HatKind::Parent.word()))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// Forgets hats that lapsed.
pub async fn sweep_grants(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    grants::Entity::delete_many()
        .filter(grants::Column::EndsAt.lte(tx.now()))
        .exec(tx.conn())
        .await
        .map(drop)
}
