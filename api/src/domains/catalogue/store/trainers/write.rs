//! Trainers come, change, are hidden and go.

use std::collections::BTreeSet;

use entities::{course_codes, courses, trainer_courses, trainer_editions, trainers};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    QueryTrait,
};
use uuid::Uuid;

use crate::domains::catalogue::model::{OwnTrainer, PARENT_TRAINER, Status};
use crate::domains::catalogue::policy::{Hiding, Speaking};
use crate::domains::catalogue::snapshot::TOPIC;
use crate::domains::catalogue::store::put::put;
use crate::kernel::db::{WriteTx, broken_constraint};
use crate::kernel::id::CourseId;

/// Keeps a new trainer; false where the provider's key is that of another.
pub async fn add_trainer(leave: &Speaking<'_>, new: &OwnTrainer) -> Result<bool, DbErr> {
    let row = row(leave, new).into_active_model().reset_all();
    let added = trainers::Entity::insert(row)
        .exec_without_returning(leave.tx().conn())
        .await;
    finish(leave, (None, new), added.map(drop)).await
}

/// Keeps a trainer as they are now; false where the provider's key is that of another.
pub async fn put_trainer(
    leave: &Speaking<'_>,
    (before, now): (&OwnTrainer, &OwnTrainer),
) -> Result<bool, DbErr> {
    let put = trainers::Entity::update_many()
        .set(row(leave, now).into_active_model().reset_all())
        .filter(trainers::Column::Id.eq(now.id.0))
        .exec(leave.tx().conn())
        .await;
    finish(leave, (Some(before), now), put.map(drop)).await
}

async fn finish(
    leave: &Speaking<'_>,
    (before, now): (Option<&OwnTrainer>, &OwnTrainer),
    done: Result<(), DbErr>,
) -> Result<bool, DbErr> {
    if let Err(error) = done {
        let taken = "trainers_provider_id_external_id_key";
        return match broken_constraint(&error).as_deref() == Some(taken) {
            true => Ok(false),
            false => Err(error),
        };
    }
    tie(leave.tx(), now).await?;
    tell(leave.tx(), before, Some(now)).await?;
    Ok(true)
}

fn row(leave: &Speaking<'_>, it: &OwnTrainer) -> trainers::Model {
    trainers::Model {
        id: it.id.0,
        provider_id: leave.provider().0,
        external_id: it.external_id.clone(),
        name: it.name.clone(),
        about: it.about.clone(),
        parent: it.parent,
        public_name: it.public_name,
        hidden_at: it.hidden_at,
        revision: it.revision.0,
        created_at: it.created_at,
        updated_at: it.updated_at,
    }
}

/// Puts what a trainer gives in the place of what they gave.
async fn tie(tx: &WriteTx, it: &OwnTrainer) -> Result<(), DbErr> {
    let trainer_id = it.id.0;
    trainer_courses::Entity::delete_many()
        .filter(trainer_courses::Column::TrainerId.eq(trainer_id))
        .exec(tx.conn())
        .await?;
    trainer_editions::Entity::delete_many()
        .filter(trainer_editions::Column::TrainerId.eq(trainer_id))
        .exec(tx.conn())
        .await?;
    let rows = it.courses.iter().map(|course| trainer_courses::Model {
        trainer_id,
        course_id: course.0,
    });
    put(tx, rows.collect()).await?;
    let rows = it.editions.iter().map(|edition| trainer_editions::Model {
        trainer_id,
        edition_id: edition.0,
    });
    put(tx, rows.collect()).await
}

/// Hides a trainer, until those who look after them say otherwise.
pub async fn hide_trainer(leave: &Hiding<'_>, it: &OwnTrainer) -> Result<(), DbErr> {
    let tx = leave.tx();
    trainers::Entity::update_many()
        .col_expr(trainers::Column::HiddenAt, Expr::value(tx.now()))
        .col_expr(
            trainers::Column::Revision,
            Expr::col(trainers::Column::Revision).add(1),
        )
        .col_expr(trainers::Column::UpdatedAt, Expr::value(tx.now()))
        .filter(trainers::Column::Id.eq(leave.trainer().0))
        .exec(tx.conn())
        .await?;
    let hidden = OwnTrainer {
        hidden_at: Some(tx.now()),
        ..it.clone()
    };
    tell(tx, Some(it), Some(&hidden)).await
}

/// Removes a trainer, with all that was kept of them.
pub async fn remove_trainer(leave: &Speaking<'_>, it: &OwnTrainer) -> Result<(), DbErr> {
    tell(leave.tx(), Some(it), None).await?;
    trainers::Entity::delete_by_id(it.id.0)
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// Has everybody hear what is shown otherwise, and nothing else. Those who keep a copy of
/// courses hear of each of these: who was named there has to go there too.
async fn tell(
    tx: &WriteTx,
    before: Option<&OwnTrainer>,
    now: Option<&OwnTrainer>,
) -> Result<(), DbErr> {
    let Some(either) = before.or(now) else {
        return Ok(());
    };
    let shown = |it: Option<&OwnTrainer>| {
        let it = it.filter(|it| it.face().is_some());
        it.map(|it| it.courses.iter().copied().collect::<BTreeSet<CourseId>>())
            .unwrap_or_default()
    };
    let (had, have) = (shown(before), shown(now));
    let same = before.and_then(OwnTrainer::face) == now.and_then(OwnTrainer::face);
    let mut touched: Vec<Uuid> = match same {
        true => had.symmetric_difference(&have).map(|it| it.0).collect(),
        false => had.union(&have).map(|it| it.0).collect(),
    };
    let named = before.is_some_and(OwnTrainer::is_named) || now.is_some_and(OwnTrainer::is_named);
    if !named {
        let said = said_already(tx, either, &touched).await?;
        touched.retain(|course| !said.contains(course));
    }
    if !touched.is_empty() {
        courses::Entity::update_many()
            .col_expr(courses::Column::UpdatedAt, Expr::value(tx.now()))
            .filter(courses::Column::Id.is_in(touched.iter().copied()))
            .filter(courses::Column::Status.eq(Status::Published.word()))
            .exec(tx.conn())
            .await?;
    }
    if named || !touched.is_empty() {
        tx.changed(TOPIC, either.provider.0.to_string());
    }
    Ok(())
}

/// Of which courses it is said without a trainer that a foster parent gives them: that one
/// more does, or one less, is to be seen nowhere.
async fn said_already(
    tx: &WriteTx,
    but: &OwnTrainer,
    among: &[Uuid],
) -> Result<BTreeSet<Uuid>, DbErr> {
    let parents = trainers::Entity::find()
        .select_only()
        .column(trainers::Column::Id)
        .filter(trainers::Column::Parent.eq(true))
        .into_query();
    let by_others = trainer_courses::Entity::find()
        .filter(trainer_courses::Column::CourseId.is_in(among.iter().copied()))
        .filter(trainer_courses::Column::TrainerId.ne(but.id.0))
        .filter(trainer_courses::Column::TrainerId.in_subquery(parents))
        .all(tx.conn())
        .await?;
    let by_itself = course_codes::Entity::find()
        .filter(course_codes::Column::CourseId.is_in(among.iter().copied()))
        .filter(course_codes::Column::List.eq("condition"))
        .filter(course_codes::Column::Code.eq(PARENT_TRAINER))
        .all(tx.conn())
        .await?;
    let others = by_others.into_iter().map(|row| row.course_id);
    let itself = by_itself.into_iter().map(|row| row.course_id);
    Ok(others.chain(itself).collect())
}
