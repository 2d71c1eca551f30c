//! How households and situations are kept.

use chrono::{DateTime, Utc};
use entities::{household_attempts, household_invitations, household_members, situations};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::model::{Household, Placement, Situation, Stage};
use super::policy::{Attempting, Inviting, Linking, Own, Parent, Sweeping, WINDOW};
use crate::kernel::db::WriteTx;
use crate::kernel::id::AccountId;

/// What a parent sees of their own household.
pub async fn household(
    db: &impl ConnectionTrait,
    parent: Parent,
    now: DateTime<Utc>,
) -> Result<Household, DbErr> {
    let invited = household_invitations::Entity::find_by_id(parent.account().0)
        .one(db)
        .await?;
    let until = invited.map(|row| row.expires_at);
    Ok(Household {
        linked: is_linked(db, parent.account()).await?,
        invited_until: until.filter(|until| *until > now),
    })
}

/// Whether an account belongs to a household: with somebody, for of one there is none. Whose
/// account was closed is gone from it.
pub async fn is_linked(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, DbErr> {
    let of = household_members::Entity::find()
        .select_only()
        .column(household_members::Column::HouseholdId)
        .filter(household_members::Column::AccountId.eq(account.0));
    let members = household_members::Entity::find()
        .filter(household_members::Column::HouseholdId.in_subquery(of.into_query()))
        .count(db)
        .await?;
    Ok(members > 1)
}

/// Waits until nobody else links or leaves, and holds that until the write ends.
pub async fn hold(tx: &WriteTx) -> Result<(), DbErr> {
    tx.turn("households").await
}

/// Keeps an invitation, in the place of an earlier one.
pub async fn invite(
    leave: &Inviting<'_>,
    code_digest: String,
    expires_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = household_invitations::ActiveModel {
        account_id: Set(leave.account().0),
        code_digest: Set(code_digest),
        expires_at: Set(expires_at),
    };
    let replace = OnConflict::column(household_invitations::Column::AccountId)
        .update_columns([
            household_invitations::Column::CodeDigest,
            household_invitations::Column::ExpiresAt,
        ])
        .to_owned();
    household_invitations::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// How many codes somebody tried, since when. Until the write ends, they try no other.
pub async fn attempts(
    tx: &WriteTx,
    account: AccountId,
) -> Result<Option<(i32, DateTime<Utc>)>, DbErr> {
    tx.turn(&format!("household {}", account.0)).await?;
    let row = household_attempts::Entity::find_by_id(account.0)
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| (row.attempts, row.since)))
}

/// Notes that somebody tries another.
pub async fn count_attempt(leave: &Attempting<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    let row = household_attempts::ActiveModel {
        account_id: Set(leave.account().0),
        attempts: Set(1),
        since: Set(leave.since().unwrap_or(tx.now())),
    };
    let column = (
        household_attempts::Entity,
        household_attempts::Column::Attempts,
    );
    let mut again = OnConflict::column(household_attempts::Column::AccountId);
    match leave.since() {
        Some(_) => again.value(
            household_attempts::Column::Attempts,
            Expr::col(column).add(1),
        ),
        None => again.update_columns([
            household_attempts::Column::Attempts,
            household_attempts::Column::Since,
        ]),
    };
    household_attempts::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx.conn())
        .await
        .map(drop)
}

/// Who invited with a code, where it stands.
pub async fn inviter(tx: &WriteTx, code_digest: &str) -> Result<Option<AccountId>, DbErr> {
    let row = household_invitations::Entity::find()
        .filter(household_invitations::Column::CodeDigest.eq(code_digest))
        .filter(household_invitations::Column::ExpiresAt.gt(tx.now()))
        .one(tx.conn())
        .await?;
    Ok(row.map(|row| AccountId(row.account_id)))
}

/// Links two accounts; what either invited with serves no more.
pub async fn link(leave: &Linking<'_>, household: Uuid) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    let accounts = leave.accounts();
    let ids = accounts.map(|account| account.0);
    // What is left of a household whose other account was closed.
    household_members::Entity::delete_many()
        .filter(household_members::Column::AccountId.is_in(ids))
        .exec(conn)
        .await?;
    let rows = accounts
        .iter()
        .zip(1..)
        .map(|(account, place)| household_members::ActiveModel {
            account_id: Set(account.0),
            household_id: Set(household),
            place: Set(place),
        });
    household_members::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await?;
    household_invitations::Entity::delete_many()
        .filter(household_invitations::Column::AccountId.is_in(ids))
        .exec(conn)
        .await?;
    household_attempts::Entity::delete_by_id(accounts[1].0)
        .exec(conn)
        .await
        .map(drop)
}

/// Leaves a household, for both: of one there is none. False where there was neither a link nor
/// an invitation.
pub async fn leave(leave: &Own<'_>) -> Result<bool, DbErr> {
    let conn = leave.tx().conn();
    let taken = household_invitations::Entity::delete_by_id(leave.account().0)
        .exec(conn)
        .await?;
    let own = household_members::Entity::find_by_id(leave.account().0)
        .one(conn)
        .await?;
    let Some(own) = own else {
        return Ok(taken.rows_affected > 0);
    };
    household_members::Entity::delete_many()
        .filter(household_members::Column::HouseholdId.eq(own.household_id))
        .exec(conn)
        .await?;
    Ok(true)
}

/// What a parent said of their own situation.
pub async fn situation(db: &impl ConnectionTrait, parent: Parent) -> Result<Situation, DbErr> {
    let row = situations::Entity::find_by_id(parent.account().0)
        .one(db)
        .await?;
    Ok(row.map(read).unwrap_or_default())
}

fn read(row: situations::Model) -> Situation {
    let words: Vec<String> = serde_json::from_str(&row.placements).unwrap_or_default();
    let placements = words.iter().filter_map(|word| Placement::from_word(word));
    Situation {
        placements: placements.collect(),
        stage: row.stage.as_deref().and_then(Stage::from_word),
        youth_region: row.youth_region,
    }
}

/// Keeps what a parent says, in the place of what they said.
pub async fn save(leave: &Own<'_>, said: &Situation) -> Result<(), DbErr> {
    let words: Vec<_> = said.placements.iter().map(|one| one.word()).collect();
    let row = situations::ActiveModel {
        account_id: Set(leave.account().0),
        placements: Set(serde_json::json!(words).to_string()),
        stage: Set(said.stage.map(|stage| stage.word().to_owned())),
        youth_region: Set(said.youth_region.clone()),
    };
    let replace = OnConflict::column(situations::Column::AccountId)
        .update_columns([
            situations::Column::Placements,
            situations::Column::Stage,
            situations::Column::YouthRegion,
        ])
        .to_owned();
    situations::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets what a parent said.
pub async fn erase(leave: &Own<'_>) -> Result<(), DbErr> {
    situations::Entity::delete_by_id(leave.account().0)
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets invitations that lapsed, and what was tried long ago.
pub async fn sweep(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    household_invitations::Entity::delete_many()
        .filter(household_invitations::Column::ExpiresAt.lte(tx.now()))
        .exec(tx.conn())
        .await?;
    household_attempts::Entity::delete_many()
        .filter(household_attempts::Column::Since.lt(tx.now() - WINDOW))
        .exec(tx.conn())
        .await
        .map(drop)
}
