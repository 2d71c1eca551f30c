//! How drafts are kept.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{course_draft_authors, course_drafts};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult,
    IntoActiveModel, Iterable, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::error::DraftError;
use super::model::{Draft, DraftId, Listed, State};
use super::policy::{Beginning, CarryingOut, Changing, Reviewing, Visible};
use crate::domains::catalogue::Footing;
use crate::kernel::db::WriteTx;
use crate::kernel::id::{AccountId, CourseId, ProviderId};
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::revision::Revision;

/// How many drafts a provider has. Until the write ends, no other is begun for it.
pub async fn count(leave: &Beginning<'_>) -> Result<u64, DraftError> {
    let turn = format!("drafts of {}", leave.provider().0);
    leave.tx().turn(&turn).await?;
    let count = course_drafts::Entity::find()
        .filter(course_drafts::Column::ProviderId.eq(leave.provider().0))
        .count(leave.tx().conn())
        .await?;
    Ok(count)
}

/// Keeps a new draft.
pub async fn add(leave: &Beginning<'_>, draft: &Draft) -> Result<(), DraftError> {
    course_drafts::Entity::insert(row(draft)?.into_active_model().reset_all())
        .exec_without_returning(leave.tx().conn())
        .await?;
    Ok(())
}

/// Keeps a draft as its author has it now.
pub async fn change(leave: &Changing<'_>, draft: &Draft) -> Result<(), DraftError> {
    put(leave.tx(), leave.draft(), draft).await
}

/// Keeps a draft as its reviewer left it.
pub async fn settle(leave: &Reviewing<'_>, draft: &Draft) -> Result<(), DraftError> {
    put(leave.tx(), leave.draft(), draft).await
}

/// Keeps a planned draft as its day left it.
pub async fn settle_planned(leave: &CarryingOut<'_>, draft: &Draft) -> Result<(), DraftError> {
    put(leave.tx(), leave.draft(), draft).await
}

async fn put(tx: &WriteTx, id: DraftId, draft: &Draft) -> Result<(), DraftError> {
    let row = row(draft)?.into_active_model().reset_all();
    course_drafts::Entity::update_many()
        .set(row)
        .filter(course_drafts::Column::Id.eq(id.0))
        .exec(tx.conn())
        .await?;
    if draft.state == State::Published {
        // Nobody has to hear of it any more.
        course_draft_authors::Entity::delete_by_id(id.0)
            .exec(tx.conn())
            .await?;
    }
    Ok(())
}

/// Notes who wrote a draft that is begun.
pub async fn sign_new(leave: &Beginning<'_>, draft: DraftId) -> Result<(), DraftError> {
    put_author(leave.tx(), draft, leave.by().account).await
}

/// Notes who wrote a draft last.
pub async fn sign(leave: &Changing<'_>) -> Result<(), DraftError> {
    put_author(leave.tx(), leave.draft(), leave.by().account).await
}

async fn put_author(tx: &WriteTx, draft: DraftId, by: AccountId) -> Result<(), DraftError> {
    let row = course_draft_authors::ActiveModel {
        draft_id: Set(draft.0),
        account_id: Set(by.0),
    };
    let again = OnConflict::column(course_draft_authors::Column::DraftId)
        .update_column(course_draft_authors::Column::AccountId)
        .to_owned();
    course_draft_authors::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// Who wrote a draft last, where they still have an account.
pub async fn author(
    db: &impl ConnectionTrait,
    draft: DraftId,
) -> Result<Option<AccountId>, DraftError> {
    let row = course_draft_authors::Entity::find_by_id(draft.0)
        .one(db)
        .await?;
    Ok(row.map(|row| AccountId(row.account_id)))
}

/// Throws a draft away.
pub async fn remove(leave: &Changing<'_>) -> Result<(), DraftError> {
    course_drafts::Entity::delete_by_id(leave.draft().0)
        .exec(leave.tx().conn())
        .await?;
    Ok(())
}

/// A draft that somebody may know of.
pub async fn find(
    db: &impl ConnectionTrait,
    visible: Visible,
    id: DraftId,
) -> Result<Option<Draft>, DraftError> {
    let mut query = course_drafts::Entity::find_by_id(id.0);
    if let Some(provider) = visible.only() {
        query = query.filter(course_drafts::Column::ProviderId.eq(provider.0));
    }
    query.one(db).await?.map(read).transpose()
}

/// The planned draft whose day came first, if one has come.
pub async fn due(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Option<DraftId>, DraftError> {
    let id: Option<Uuid> = course_drafts::Entity::find()
        .select_only()
        .column(course_drafts::Column::Id)
        .filter(course_drafts::Column::State.eq(State::Planned.word()))
        .filter(course_drafts::Column::TakesEffectOn.lte(today))
        .order_by_asc(course_drafts::Column::TakesEffectOn)
        .order_by_asc(course_drafts::Column::Id)
        .into_tuple()
        .one(db)
        .await?;
    Ok(id.map(DraftId))
}

/// As [`find`]; nobody else changes it until the write ends.
pub async fn hold(
    tx: &WriteTx,
    visible: Visible,
    id: DraftId,
) -> Result<Option<Draft>, DraftError> {
    tx.turn(&format!("draft {}", id.0)).await?;
    find(tx.conn(), visible, id).await
}

/// A page of drafts, those that were begun first first: nothing waits behind what is newer.
pub async fn drafts(
    db: &impl ConnectionTrait,
    visible: Visible,
    states: &[State],
    page: &PageRequest,
) -> Result<Page<Listed>, DraftError> {
    let shown = course_drafts::Column::iter();
    let shown = shown.filter(|column| !matches!(column, course_drafts::Column::Content));
    let mut query = course_drafts::Entity::find().select_only().columns(shown);
    if let Some(provider) = visible.only() {
        query = query.filter(course_drafts::Column::ProviderId.eq(provider.0));
    }
    if !states.is_empty() {
        let words = states.iter().map(|state| state.word());
        query = query.filter(course_drafts::Column::State.is_in(words));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(course_drafts::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(course_drafts::Column::Id)
        .limit(page.rows())
        .into_model::<Row>()
        .all(db)
        .await?;
    let found = rows.into_iter().map(Listed::from).collect();
    Ok(page.fill(found, |draft: &Listed| Cursor(vec![draft.id.0.to_string()])))
}

/// What lists show of a row.
#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    provider_id: Uuid,
    course_id: Option<Uuid>,
    title: Option<String>,
    state: String,
    reason: Option<String>,
    revision: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    submitted_at: Option<DateTime<Utc>>,
    takes_effect_on: Option<NaiveDate>,
}

impl From<Row> for Listed {
    fn from(row: Row) -> Self {
        Self {
            id: DraftId(row.id),
            provider: ProviderId(row.provider_id),
            course: row.course_id.map(CourseId),
            title: row.title,
            state: State::from_word(&row.state).unwrap_or(State::Draft),
            reason: row.reason,
            revision: Revision(row.revision),
            created_at: row.created_at,
            updated_at: row.updated_at,
            submitted_at: row.submitted_at,
            takes_effect_on: row.takes_effect_on,
        }
    }
}

fn row(draft: &Draft) -> Result<course_drafts::Model, DraftError> {
    let base = draft.base.as_ref();
    Ok(course_drafts::Model {
        id: draft.id.0,
        provider_id: draft.provider.0,
        course_id: draft.course.map(|course| course.0),
        base_revision: base.map(|base| base.revision.0),
        base_editions: base.map(|base| base.editions.clone()),
        state: draft.state.word().to_owned(),
        content: serde_json::to_string(&draft.content)?,
        // No database keeps a NUL; a draft may be wrong, and is kept as JSON all the same.
        title: draft.content.title.as_ref().map(|it| it.replace('\0', "")),
        reason: draft.reason.clone(),
        revision: draft.revision.0,
        created_at: draft.created_at,
        updated_at: draft.updated_at,
        submitted_at: draft.submitted_at,
        takes_effect_on: draft.takes_effect_on,
    })
}

fn read(row: course_drafts::Model) -> Result<Draft, DraftError> {
    let base = row.base_revision.zip(row.base_editions);
    Ok(Draft {
        id: DraftId(row.id),
        provider: ProviderId(row.provider_id),
        course: row.course_id.map(CourseId),
        base: base.map(|(revision, editions)| Footing {
            revision: Revision(revision),
            editions,
        }),
        state: State::from_word(&row.state).unwrap_or(State::Draft),
        content: serde_json::from_str(&row.content)?,
        reason: row.reason,
        revision: Revision(row.revision),
        created_at: row.created_at,
        updated_at: row.updated_at,
        submitted_at: row.submitted_at,
        takes_effect_on: row.takes_effect_on,
    })
}
