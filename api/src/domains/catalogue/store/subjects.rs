//! Reads the subjects, and which courses are about them.

use std::collections::HashMap;

use entities::{course_subjects, subject_aliases, subjects};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::changed::Of;
use super::read::{gather, places};
use crate::domains::catalogue::model::{Subject, SubjectBasis, SubjectId};
use crate::domains::catalogue::snapshot::{Facts, Lists};
use crate::kernel::language::Text;

/// The subjects, in their order.
pub async fn all_subjects(db: &impl ConnectionTrait, lists: &Lists) -> Result<Vec<Subject>, DbErr> {
    let of_topic = places(&lists.topics, |topic| topic.id.0);
    let rows = subject_aliases::Entity::find()
        .order_by_asc(subject_aliases::Column::Position)
        .all(db)
        .await?;
    let mut aliases = gather(rows, |row| (row.subject_id, row.alias));
    let rows = subjects::Entity::find()
        .order_by_asc(subjects::Column::Position)
        .order_by_asc(subjects::Column::Id)
        .all(db)
        .await?;
    let rows = rows.into_iter().filter_map(|row| {
        Some(Subject {
            id: SubjectId(row.id),
            slug: row.slug,
            position: row.position,
            name: Text::new(row.name_nl, row.name_en),
            about: Text::new(row.about_nl, row.about_en),
            aliases: aliases.remove(&row.id).unwrap_or_default(),
            topic: *of_topic.get(&row.topic_id)?,
            basis: SubjectBasis::from_word(&row.basis)?,
            source_url: row.source_url,
        })
    });
    Ok(rows.collect())
}

/// Those of some subjects that stand under some topics: a course that left a topic is no
/// longer about what stands under it.
pub fn under(facts: &Facts, subjects: Vec<usize>, topics: &[usize]) -> Vec<usize> {
    let stands = |at: &usize| topics.contains(&facts.subjects[*at].topic);
    subjects.into_iter().filter(stands).collect()
}

/// Where the subjects of each course stand, by the course's id.
pub(super) async fn subjects_of_courses(
    db: &impl ConnectionTrait,
    facts: &Facts,
    of: Of<'_>,
) -> Result<HashMap<Uuid, Vec<usize>>, DbErr> {
    let of_subject = places(&facts.subjects, |subject| subject.id.0);
    let rows = of
        .rows(
            course_subjects::Entity::find(),
            course_subjects::Column::CourseId,
        )
        .order_by_asc(course_subjects::Column::Position)
        .all(db)
        .await?;
    let known = |row: &course_subjects::Model| of_subject.contains_key(&row.subject_id);
    let rows: Vec<_> = rows.into_iter().filter(known).collect();
    Ok(gather(rows, |row| {
        (row.course_id, of_subject[&row.subject_id])
    }))
}
