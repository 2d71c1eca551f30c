//! What the public may know of trainers.

use std::collections::{HashMap, HashSet};

use entities::{trainer_courses, trainer_credentials, trainer_editions, trainers};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::is_named;
use crate::domains::catalogue::model::{
    CourseRecord, Credential, CredentialState, EditionId, PARENT_TRAINER, Placed, Trainer,
    TrainerId,
};
use crate::domains::catalogue::snapshot::Facts;
use crate::domains::catalogue::store::read::{coded, gather, places};
use crate::kernel::id::CourseId;
use crate::kernel::revision::Revision;
use crate::kernel::words::fold;

/// Reads the trainers who are named, and which courses foster parents give. Of who is not named
/// nothing else comes out of here. What they give is tied together by who sees it.
pub async fn read_trainers(
    db: &impl ConnectionTrait,
    facts: &Facts,
    issuers: &HashSet<Uuid>,
) -> Result<(Vec<Trainer>, HashSet<CourseId>), DbErr> {
    let of_provider = places(&facts.providers, |provider| provider.id.0);
    let rows = trainer_courses::Entity::find().all(db).await?;
    let mut courses = gather(rows, |row| (row.trainer_id, CourseId(row.course_id)));
    let rows = trainer_editions::Entity::find().all(db).await?;
    let mut editions = gather(rows, |row| (row.trainer_id, EditionId(row.edition_id)));
    let mut credentials = credentials(db, &of_provider, issuers).await?;
    let mut named = Vec::new();
    let mut by_parents: HashSet<CourseId> = HashSet::new();
    for row in trainers::Entity::find().all(db).await? {
        let given = courses.remove(&row.id).unwrap_or_default();
        if row.parent {
            by_parents.extend(&given);
        }
        let shown = is_named(&row);
        let name = row.name.filter(|_| shown);
        let (Some(name), Some(provider)) = (name, of_provider.get(&row.provider_id)) else {
            continue;
        };
        named.push(Trainer {
            id: TrainerId(row.id),
            sort_name: fold(&name),
            name,
            about: row.about,
            parent: row.parent,
            provider: *provider,
            gives: (given, editions.remove(&row.id).unwrap_or_default()),
            courses: Vec::new(),
            credentials: credentials.remove(&row.id).unwrap_or_default(),
            revision: Revision(row.revision),
            updated_at: row.updated_at,
        });
    }
    named.sort_by_cached_key(Placed::place);
    Ok((named, by_parents))
}

/// Has courses say that a foster parent gives them too, where they do not yet.
pub fn say_so(facts: &Facts, courses: &mut [CourseRecord], by_parents: &HashSet<CourseId>) {
    let said = coded(facts, "condition", PARENT_TRAINER.to_owned());
    for course in courses {
        let silent = course.conditions.iter().all(|it| it.code != PARENT_TRAINER);
        if silent && by_parents.contains(&course.id) {
            course.conditions.push(said.clone());
        }
    }
}

/// What trainers completed, those that came last first; what was refused or taken back is
/// nobody's any more.
async fn credentials(
    db: &impl ConnectionTrait,
    of_provider: &HashMap<Uuid, usize>,
    issuers: &HashSet<Uuid>,
) -> Result<HashMap<Uuid, Vec<Credential>>, DbErr> {
    let shown = [CredentialState::Claimed, CredentialState::Issued];
    let rows = trainer_credentials::Entity::find()
        .filter(trainer_credentials::Column::State.is_in(shown.map(CredentialState::word)))
        .order_by_desc(trainer_credentials::Column::IssuedOn)
        .order_by_asc(trainer_credentials::Column::Id)
        .all(db)
        .await?;
    let mut of_trainers: HashMap<Uuid, Vec<Credential>> = HashMap::new();
    for row in rows {
        let Some(issuer) = of_provider.get(&row.issuer_id).copied() else {
            continue;
        };
        let issued = row.state == CredentialState::Issued.word();
        let of = of_trainers.entry(row.trainer_id).or_default();
        of.push(Credential {
            title: row.title,
            issuer,
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            confirmed: issued && issuers.contains(&row.issuer_id),
        });
    }
    Ok(of_trainers)
}
