//! How what is asked because of a push is kept.

use entities::push_questions;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::Keeping;
use crate::domains::intake::error::PushError;
use crate::domains::intake::model::{PushId, Question, QuestionKind, QuestionState};
use crate::domains::intake::policy::Pushing;
use crate::kernel::db::rows_per_statement;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// Keeps questions of a push, after those that are there.
pub async fn ask(
    leave: &impl Keeping,
    push: PushId,
    questions: Vec<Question>,
) -> Result<(), PushError> {
    if questions.is_empty() {
        return Ok(());
    }
    let tx = leave.tx();
    let there = push_questions::Entity::find()
        .filter(push_questions::Column::PushId.eq(push.0))
        .count(tx.conn())
        .await?;
    let first = i32::try_from(there).unwrap_or(i32::MAX);
    let rows = questions.into_iter().zip(first..).map(|(one, position)| {
        let row = push_questions::Model {
            push_id: push.0,
            position,
            kind: one.kind.word().to_owned(),
            course_id: one.course,
            external_id: one.external_id,
            title: one.title,
            row: one.row,
            said: one.said,
            state: one.state.word().to_owned(),
            answered_at: one.answered_at,
        };
        row.into_active_model().reset_all()
    });
    let rows: Vec<_> = rows.collect();
    for some in rows.chunks(rows_per_statement(10)) {
        push_questions::Entity::insert_many(some.iter().cloned())
            .exec_without_returning(tx.conn())
            .await?;
    }
    Ok(())
}

/// What is asked because of a push: all of it, or about some keys.
pub async fn questions(
    db: &impl ConnectionTrait,
    push: PushId,
    keys: Option<&[&str]>,
) -> Result<Vec<Question>, PushError> {
    let mut query =
        push_questions::Entity::find().filter(push_questions::Column::PushId.eq(push.0));
    if let Some(keys) = keys {
        query = query.filter(push_questions::Column::ExternalId.is_in(keys.iter().copied()));
    }
    let rows = query
        .order_by_asc(push_questions::Column::Position)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(question).collect())
}

/// A page of what is asked because of a push.
pub async fn page_of_questions(
    db: &impl ConnectionTrait,
    push: PushId,
    page: &PageRequest,
) -> Result<Page<Question>, PushError> {
    let all = push_questions::Entity::find().filter(push_questions::Column::PushId.eq(push.0));
    let total = all.clone().count(db).await?;
    let after = page.after().and_then(|cursor| cursor.0.first());
    let after = after.and_then(|place| place.parse::<i32>().ok());
    let rows = all
        .filter(push_questions::Column::Position.gt(after.unwrap_or(-1)))
        .order_by_asc(push_questions::Column::Position)
        .limit(page.rows())
        .all(db)
        .await?;
    let rows = rows.into_iter();
    let rows = rows.filter_map(|row| Some((row.position, question(row)?)));
    let found = page.fill(rows.collect(), |(place, _)| {
        Cursor(vec![format!("{place:08}")])
    });
    let mut found = found.map(|(_, question)| question);
    found.total = usize::try_from(total).ok();
    Ok(found)
}

/// Notes what was answered.
pub async fn settle(
    leave: &Pushing<'_>,
    push: PushId,
    keys: &[&str],
    state: QuestionState,
) -> Result<(), PushError> {
    if keys.is_empty() {
        return Ok(());
    }
    let tx = leave.tx();
    push_questions::Entity::update_many()
        .col_expr(push_questions::Column::State, Expr::value(state.word()))
        .col_expr(
            push_questions::Column::AnsweredAt,
            Expr::value(Some(tx.now())),
        )
        .filter(push_questions::Column::PushId.eq(push.0))
        .filter(push_questions::Column::ExternalId.is_in(keys.iter().copied()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

fn question(row: push_questions::Model) -> Option<Question> {
    Some(Question {
        kind: QuestionKind::from_word(&row.kind)?,
        course: row.course_id,
        external_id: row.external_id,
        title: row.title,
        row: row.row,
        said: row.said,
        state: QuestionState::from_word(&row.state)?,
        answered_at: row.answered_at,
    })
}
