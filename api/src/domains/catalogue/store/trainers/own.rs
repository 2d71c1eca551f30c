//! Trainers as those who look after them see them.

use std::collections::{HashMap, HashSet};

use entities::{courses, editions, trainer_courses, trainer_editions, trainers};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::domains::catalogue::model::{EditionId, OwnTrainer, TrainerId};
use crate::domains::catalogue::policy::Speaking;
use crate::domains::catalogue::store::read::gather;
use crate::kernel::db::WriteTx;
use crate::kernel::id::{CourseId, ProviderId};
use crate::kernel::page::{Cursor, Page, PageRequest};
use crate::kernel::revision::Revision;

/// How many trainers a provider has. Until the write ends, it gets no other.
pub async fn trainers_of(leave: &Speaking<'_>) -> Result<u64, DbErr> {
    let tx = leave.tx();
    tx.turn(&format!("trainers {}", leave.provider().0)).await?;
    trainers::Entity::find()
        .filter(trainers::Column::ProviderId.eq(leave.provider().0))
        .count(tx.conn())
        .await
}

/// A trainer of a provider, or of any.
pub async fn trainer(
    db: &impl ConnectionTrait,
    of: Option<ProviderId>,
    id: TrainerId,
) -> Result<Option<OwnTrainer>, DbErr> {
    let mut query = trainers::Entity::find_by_id(id.0);
    if let Some(provider) = of {
        query = query.filter(trainers::Column::ProviderId.eq(provider.0));
    }
    let row = query.one(db).await?;
    Ok(read(db, row.into_iter().collect()).await?.pop())
}

/// As [`trainer`]; nobody else changes it until the write ends.
pub async fn hold_trainer(
    tx: &WriteTx,
    of: Option<ProviderId>,
    id: TrainerId,
) -> Result<Option<OwnTrainer>, DbErr> {
    tx.turn(&format!("trainer {}", id.0)).await?;
    trainer(tx.conn(), of, id).await
}

/// A page of the trainers of a provider, or of all, in the order of their ids, which tells
/// nothing.
pub async fn trainers(
    db: &impl ConnectionTrait,
    of: Option<ProviderId>,
    page: &PageRequest,
) -> Result<Page<OwnTrainer>, DbErr> {
    let mut query = trainers::Entity::find();
    if let Some(provider) = of {
        query = query.filter(trainers::Column::ProviderId.eq(provider.0));
    }
    if let Some(after) = page.after_id() {
        query = query.filter(trainers::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(trainers::Column::Id)
        .limit(page.rows())
        .all(db)
        .await?;
    let found = read(db, rows).await?;
    Ok(page.fill(found, |it: &OwnTrainer| Cursor(vec![it.id.0.to_string()])))
}

pub(super) async fn read(
    db: &impl ConnectionTrait,
    rows: Vec<trainers::Model>,
) -> Result<Vec<OwnTrainer>, DbErr> {
    // Asked where there are no rows too: what is not there costs what may not be known.
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let given = trainer_courses::Entity::find()
        .filter(trainer_courses::Column::TrainerId.is_in(ids.iter().copied()))
        .order_by_asc(trainer_courses::Column::CourseId)
        .all(db)
        .await?;
    let mut courses = gather(given, |row| (row.trainer_id, CourseId(row.course_id)));
    let given = trainer_editions::Entity::find()
        .filter(trainer_editions::Column::TrainerId.is_in(ids))
        .order_by_asc(trainer_editions::Column::EditionId)
        .all(db)
        .await?;
    let mut editions = gather(given, |row| (row.trainer_id, EditionId(row.edition_id)));
    let own = rows.into_iter().map(|row| OwnTrainer {
        id: TrainerId(row.id),
        provider: ProviderId(row.provider_id),
        external_id: row.external_id,
        name: row.name,
        about: row.about,
        parent: row.parent,
        public_name: row.public_name,
        hidden_at: row.hidden_at,
        courses: courses.remove(&row.id).unwrap_or_default(),
        editions: editions.remove(&row.id).unwrap_or_default(),
        revision: Revision(row.revision),
        created_at: row.created_at,
        updated_at: row.updated_at,
    });
    Ok(own.collect())
}

/// Which of a provider's courses words name: an id, a slug, or the provider's own key.
pub async fn courses_named(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    words: &[String],
) -> Result<HashMap<String, CourseId>, DbErr> {
    let kept = words.iter().filter(|word| !word.contains('\0'));
    let kept: Vec<&str> = kept.map(String::as_str).collect();
    let ids = kept.iter().filter_map(|word| Uuid::try_parse(word).ok());
    let named = Condition::any()
        .add(courses::Column::Id.is_in(ids))
        .add(courses::Column::Slug.is_in(kept.iter().copied()))
        .add(courses::Column::ExternalId.is_in(kept.iter().copied()));
    let rows: Vec<(Uuid, String, String)> = courses::Entity::find()
        .filter(courses::Column::ProviderId.eq(provider.0))
        .filter(named)
        .select_only()
        .column(courses::Column::Id)
        .column(courses::Column::Slug)
        .column(courses::Column::ExternalId)
        .into_tuple()
        .all(db)
        .await?;
    // An id goes before an address, and that before a key.
    let mut found = HashMap::new();
    for by in 0..3 {
        for (id, slug, key) in &rows {
            let word = match by {
                0 => id.to_string(),
                1 => slug.clone(),
                _ => key.clone(),
            };
            found.entry(word).or_insert(CourseId(*id));
        }
    }
    Ok(found)
}

/// Which of some editions are of a provider's courses.
pub async fn editions_among(
    db: &impl ConnectionTrait,
    provider: ProviderId,
    ids: &[Uuid],
) -> Result<HashSet<Uuid>, DbErr> {
    let rows: Vec<(Uuid, Uuid)> = editions::Entity::find()
        .filter(editions::Column::Id.is_in(ids.iter().copied()))
        .select_only()
        .column(editions::Column::Id)
        .column(editions::Column::CourseId)
        .into_tuple()
        .all(db)
        .await?;
    let of = rows.iter().map(|(_, course)| course.to_string());
    let of: Vec<String> = of.collect();
    let own = courses_named(db, provider, &of).await?;
    let own: HashSet<Uuid> = own.into_values().map(|course| course.0).collect();
    let rows = rows.into_iter();
    Ok(rows
        .filter(|(_, course)| own.contains(course))
        .map(|(id, _)| id)
        .collect())
}
