//! Consultations. Who answered and what was answered stand apart.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entities::{consultation_options, consultation_voters, consultations};
use sea_orm::sea_query::{Cond, Expr, ExprTrait};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, SqlErr,
};
use uuid::Uuid;

use super::super::error::PanelError;
use super::super::model::{Choice, Consultation, ConsultationId, Pseudonym};
use super::super::policy::{Announcing, Answering, Forgetting, Visible};
use crate::kernel::page::{Cursor, Page, PageRequest};

/// A page of consultations, the one that closes last first.
pub async fn consultations(
    db: &impl ConnectionTrait,
    _all: Visible,
    page: &PageRequest,
) -> Result<Page<Consultation>, DbErr> {
    let mut query = consultations::Entity::find();
    if let Some((day, id)) = page.after().and_then(place) {
        let within = consultations::Column::ClosesOn
            .eq(day)
            .and(consultations::Column::Id.gt(id));
        query = query.filter(
            Cond::any()
                .add(consultations::Column::ClosesOn.lt(day))
                .add(within),
        );
    }
    let rows = query
        .order_by_desc(consultations::Column::ClosesOn)
        .order_by_asc(consultations::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = with_options(db, rows).await?;
    Ok(page.fill(found, |one| {
        Cursor(vec![one.closes_on.to_string(), one.id.0.to_string()])
    }))
}

fn place(cursor: &Cursor) -> Option<(NaiveDate, Uuid)> {
    let [day, id] = cursor.0.as_slice() else {
        return None;
    };
    Some((day.parse().ok()?, id.parse().ok()?))
}

/// A consultation.
pub async fn consultation(
    db: &impl ConnectionTrait,
    _all: Visible,
    id: ConsultationId,
) -> Result<Option<Consultation>, DbErr> {
    let row = consultations::Entity::find_by_id(id.0).one(db).await?;
    let mut found = with_options(db, row.into_iter().collect()).await?;
    Ok(found.pop())
}

async fn with_options(
    db: &impl ConnectionTrait,
    rows: Vec<consultations::Model>,
) -> Result<Vec<Consultation>, DbErr> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().map(|row| row.id);
    let options = consultation_options::Entity::find()
        .filter(consultation_options::Column::ConsultationId.is_in(ids))
        .order_by_asc(consultation_options::Column::Position)
        .all(db)
        .await?;
    let mut by_consultation: HashMap<Uuid, Vec<Choice>> = HashMap::new();
    for option in options {
        let its = by_consultation.entry(option.consultation_id).or_default();
        its.push(Choice {
            code: option.code,
            label: option.label,
            answers: u32::try_from(option.answers).unwrap_or_default(),
        });
    }
    let one = |row: consultations::Model| Consultation {
        options: by_consultation.remove(&row.id).unwrap_or_default(),
        id: ConsultationId(row.id),
        question: row.question,
        explanation: row.explanation,
        opens_on: row.opens_on,
        closes_on: row.closes_on,
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Which of these pseudonyms are of somebody who answered.
pub async fn answered(
    db: &impl ConnectionTrait,
    pseudonyms: impl IntoIterator<Item = Pseudonym>,
) -> Result<HashSet<Pseudonym>, DbErr> {
    let pseudonyms = pseudonyms.into_iter().map(|pseudonym| pseudonym.0);
    let rows = consultation_voters::Entity::find()
        .filter(consultation_voters::Column::Pseudonym.is_in(pseudonyms))
        .all(db)
        .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| Pseudonym(row.pseudonym)).collect())
}

/// Whether the panel was ever asked something.
pub async fn any_consultation(leave: &Announcing<'_>) -> Result<bool, DbErr> {
    let one = consultations::Entity::find().one(leave.tx().conn()).await?;
    Ok(one.is_some())
}

/// Keeps a new consultation.
pub async fn add_consultation(leave: &Announcing<'_>, new: Consultation) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    let row = consultations::ActiveModel {
        id: Set(new.id.0),
        question: Set(new.question),
        explanation: Set(new.explanation),
        opens_on: Set(new.opens_on),
        closes_on: Set(new.closes_on),
    };
    consultations::Entity::insert(row)
        .exec_without_returning(conn)
        .await?;
    let options = (0..).zip(new.options);
    let options = options.map(|(position, option)| consultation_options::ActiveModel {
        consultation_id: Set(new.id.0),
        code: Set(option.code),
        position: Set(position),
        label: Set(option.label),
        answers: Set(0),
    });
    consultation_options::Entity::insert_many(options)
        .exec_without_returning(conn)
        .await
        .map(drop)
}

/// Removes a consultation that nobody could answer yet.
pub async fn remove_consultation(leave: &Announcing<'_>, id: ConsultationId) -> Result<(), DbErr> {
    let gone = consultations::Entity::delete_by_id(id.0)
        .exec(leave.tx().conn())
        .await;
    gone.map(drop)
}

/// Notes that somebody answered, and counts what.
pub async fn answer(leave: &Answering<'_>, who: Pseudonym, option: &str) -> Result<(), PanelError> {
    let conn = leave.tx().conn();
    let row = consultation_voters::ActiveModel {
        pseudonym: Set(who.0),
    };
    consultation_voters::Entity::insert(row)
        .exec_without_returning(conn)
        .await
        .map_err(|error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => PanelError::AlreadyAnswered,
            _ => error.into(),
        })?;
    let counted = consultation_options::Entity::update_many()
        .col_expr(
            consultation_options::Column::Answers,
            Expr::col(consultation_options::Column::Answers).add(1),
        )
        .filter(consultation_options::Column::ConsultationId.eq(leave.consultation().0))
        .filter(consultation_options::Column::Code.eq(option))
        .exec(conn)
        .await?;
    if counted.rows_affected != 1 {
        return Err(DbErr::RecordNotUpdated.into());
    }
    Ok(())
}

/// Has rows forget in which order they came, and with which others.
///
/// PostgreSQL keeps each row with the number of the transaction that wrote it: for a
/// while, the last to give an answer could be found by it. So both tables are written
/// anew, in one transaction, and those who answered in the order of their pseudonyms.
pub async fn forget_order(leave: &Forgetting<'_>) -> Result<(), DbErr> {
    let conn = leave.tx().conn();
    if conn.get_database_backend() == DbBackend::Postgres {
        conn.execute_unprepared(STIR_VOTERS).await?;
        conn.execute_unprepared(STIR_OPTIONS).await?;
    }
    Ok(())
}

/// Nothing is written where nothing came since the last time.
const STIR_VOTERS: &str = "WITH taken AS (DELETE FROM consultation_voters \
    WHERE (SELECT count(DISTINCT xmin::text) FROM consultation_voters) > 1 RETURNING pseudonym) \
    INSERT INTO consultation_voters SELECT pseudonym FROM taken ORDER BY pseudonym";
const STIR_OPTIONS: &str = "UPDATE consultation_options SET answers = answers \
    WHERE (SELECT count(DISTINCT xmin::text) FROM consultation_options) > 1";
