//! How often people searched in vain.

use entities::search_misses::{ActiveModel, Column, Entity};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::domains::catalogue::model::Miss;
use crate::domains::catalogue::policy::Counting;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Adds to what was counted before.
pub async fn add_misses(leave: &Counting<'_>, misses: &[Miss]) -> Result<(), DbErr> {
    if misses.is_empty() {
        return Ok(());
    }
    let rows = misses.iter().map(|miss| ActiveModel {
        month: Set(miss.month.clone()),
        topic: Set(miss.topic.clone()),
        count: Set(miss.count),
    });
    let more = Expr::col((Entity, Column::Count)).add(Expr::col(("excluded", Column::Count)));
    let together = OnConflict::columns([Column::Month, Column::Topic])
        .value(Column::Count, more)
        .to_owned();
    let insert = Entity::insert_many(rows).on_conflict(together);
    insert.exec_without_returning(leave.tx().conn()).await?;
    Ok(())
}

/// What was counted at least `least` times in the months before one, the latest month first.
pub async fn misses(
    db: &impl ConnectionTrait,
    before: &str,
    least: i64,
    page: &PageRequest,
) -> Result<Page<Miss>, DbErr> {
    let after = page.after().and_then(|place| match place.0.as_slice() {
        [month, topic] => Some((month, topic)),
        _ => None,
    });
    let further = after.map(|(month, topic)| {
        let later = Cond::all()
            .add(Column::Month.eq(month))
            .add(Column::Topic.gt(topic));
        Cond::any().add(Column::Month.lt(month)).add(later)
    });
    let rows = Entity::find()
        .filter(Column::Month.lt(before))
        .filter(Column::Count.gte(least))
        .filter(Cond::all().add_option(further))
        .order_by_desc(Column::Month)
        .order_by_asc(Column::Topic)
        .limit(page.rows())
        .all(db)
        .await?;
    let misses = rows.into_iter().map(|row| Miss {
        month: row.month,
        topic: row.topic,
        count: row.count,
    });
    let place = |miss: &Miss| Cursor(vec![miss.month.clone(), miss.topic.clone()]);
    Ok(page.fill(misses.collect(), place))
}
