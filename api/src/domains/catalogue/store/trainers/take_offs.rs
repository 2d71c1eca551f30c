//! Who asked that a trainer is not named any more: one request a trainer at a time, and nobody
//! knows whose.

use std::collections::HashMap;

use chrono::NaiveDate;
use entities::{trainer_take_offs, trainers};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::own::read;
use crate::domains::catalogue::model::{OwnTrainer, TakeOff, TrainerId};
use crate::domains::catalogue::policy::{Hiding, Speaking};
use crate::kernel::db::WriteTx;
use crate::kernel::id::ProviderId;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Whether a request about a trainer waits.
pub async fn is_asked(tx: &WriteTx, trainer: TrainerId) -> Result<bool, DbErr> {
    let row = trainer_take_offs::Entity::find_by_id(trainer.0);
    Ok(row.one(tx.conn()).await?.is_some())
}

/// Keeps a request about a trainer.
pub async fn ask(
    leave: &Hiding<'_>,
    message: Option<String>,
    today: NaiveDate,
) -> Result<(), DbErr> {
    let row = trainer_take_offs::Model {
        trainer_id: leave.trainer().0,
        message,
        asked_on: today,
    };
    trainer_take_offs::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

/// Ends the request about a trainer, where one waits.
pub async fn settle(leave: &Speaking<'_>, trainer: TrainerId) -> Result<(), DbErr> {
    trainer_take_offs::Entity::delete_by_id(trainer.0)
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// A page of the requests about the trainers of a provider, or of all, in an order that tells
/// nothing.
pub async fn take_offs(
    db: &impl ConnectionTrait,
    of: Option<ProviderId>,
    page: &PageRequest,
) -> Result<Page<TakeOff>, DbErr> {
    let mut query = trainer_take_offs::Entity::find();
    if let Some(provider) = of {
        let own = trainers::Entity::find()
            .select_only()
            .column(trainers::Column::Id)
            .filter(trainers::Column::ProviderId.eq(provider.0))
            .into_query();
        query = query.filter(trainer_take_offs::Column::TrainerId.in_subquery(own));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(trainer_take_offs::Column::TrainerId.gt(after));
    }
    let rows = query
        .order_by_asc(trainer_take_offs::Column::TrainerId)
        .limit(page.rows())
        .all(db)
        .await?;
    let of = rows.iter().map(|row| row.trainer_id);
    let whose = trainers::Entity::find()
        .filter(trainers::Column::Id.is_in(of))
        .all(db)
        .await?;
    let whose = read(db, whose).await?.into_iter();
    let mut whose: HashMap<_, OwnTrainer> = whose.map(|it| (it.id.0, it)).collect();
    let found = rows.into_iter().filter_map(|row| {
        Some(TakeOff {
            trainer: whose.remove(&row.trainer_id)?,
            message: row.message,
            asked_on: row.asked_on,
        })
    });
    Ok(page.fill(found.collect(), |it: &TakeOff| {
        Cursor(vec![it.trainer.id.0.to_string()])
    }))
}
