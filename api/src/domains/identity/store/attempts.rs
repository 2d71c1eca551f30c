//! Attempts that failed of late, per address and what was tried.

use chrono::{DateTime, Utc};
use entities::sign_in_failures;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryTrait,
};

use super::super::model::{Email, Tried};
use super::super::policy::{Counting, MOST_FAILURES, Sweeping, WINDOW};

/// Takes a place among the attempts that may fail, before the attempt is looked at; since
/// when they are counted, where there is none left.
///
/// In one statement, so that of attempts that come at once no more get a place than there
/// are. Whoever was right gives the place back.
pub async fn reserve(
    leave: &Counting<'_>,
    tried: Tried,
    email: &Email,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let tx = leave.tx();
    let row = sign_in_failures::ActiveModel {
        email_digest: Set(digest(tried, email)),
        failures: Set(1),
        since: Set(tx.now()),
    };
    let failures = || Expr::col((sign_in_failures::Entity, sign_in_failures::Column::Failures));
    let since = || Expr::col((sign_in_failures::Entity, sign_in_failures::Column::Since));
    let over = || since().lte(tx.now() - WINDOW);
    let one_more = OnConflict::column(sign_in_failures::Column::EmailDigest)
        .value(
            sign_in_failures::Column::Failures,
            Expr::case(over(), 1).finally(failures().add(1)),
        )
        .value(
            sign_in_failures::Column::Since,
            Expr::case(over(), tx.now()).finally(since()),
        )
        .action_and_where(failures().lt(MOST_FAILURES).or(over()))
        .to_owned();
    let mut statement = sign_in_failures::Entity::insert(row)
        .on_conflict(one_more)
        .into_query();
    statement.returning_col(sign_in_failures::Column::Failures);
    if tx.conn().query_one(&statement).await?.is_some() {
        return Ok(None);
    }
    let full = sign_in_failures::Entity::find_by_id(digest(tried, email))
        .one(tx.conn())
        .await?;
    Ok(Some(full.map_or(tx.now(), |row| row.since)))
}

/// Gives the place of one attempt back.
pub async fn release(leave: &Counting<'_>, tried: Tried, email: &Email) -> Result<(), DbErr> {
    let column = sign_in_failures::Column::Failures;
    sign_in_failures::Entity::update_many()
        .col_expr(column, Expr::col(column).sub(1))
        .filter(sign_in_failures::Column::EmailDigest.eq(digest(tried, email)))
        .filter(column.gt(0))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets what failed: what was right was shown.
pub async fn clear_attempts(
    leave: &Counting<'_>,
    tried: Tried,
    email: &Email,
) -> Result<(), DbErr> {
    sign_in_failures::Entity::delete_by_id(digest(tried, email))
        .exec(leave.tx().conn())
        .await
        .map(drop)
}

/// Forgets counts that are over.
pub async fn sweep_attempts(leave: &Sweeping<'_>) -> Result<(), DbErr> {
    let tx = leave.tx();
    sign_in_failures::Entity::delete_many()
        .filter(sign_in_failures::Column::Since.lt(tx.now() - WINDOW))
        .exec(tx.conn())
        .await
        .map(drop)
}

/// An address that may belong to nobody here is counted, but not kept.
fn digest(tried: Tried, email: &Email) -> String {
    let context = match tried {
        Tried::Password => "pijler 2026-11 failed sign-ins",
        Tried::Confirming => "pijler 2026-11 failed confirmations",
        Tried::Resetting => "pijler 2026-11 failed resets",
        Tried::ChangingEmail => "pijler 2026-11 failed changes of address",
        Tried::RestoringEmail => "pijler 2026-11 failed returns of address",
    };
    let key = blake3::derive_key(context, email.as_str().as_bytes());
    blake3::Hash::from_bytes(key).to_hex().to_string()
}
