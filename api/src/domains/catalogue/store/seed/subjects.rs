//! The shipped subjects, and which shipped courses are about them.

use std::collections::{HashMap, HashSet};

use entities::{course_subjects, courses, subject_aliases, subjects};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::shipped::{CourseSubjectRow, SubjectRow, parts, read};
use super::{SOURCE, Seed, lookup};
use crate::domains::catalogue::error::CatalogueError;

impl Seed<'_> {
    pub(super) async fn subjects(
        &mut self,
        topics: &HashMap<String, Uuid>,
    ) -> Result<HashMap<String, Uuid>, CatalogueError> {
        let there = subjects::Entity::find().all(self.tx.conn()).await?;
        let mut known: HashMap<_, _> = there.into_iter().map(|row| (row.slug, row.id)).collect();
        let (mut new, mut aliases) = (Vec::new(), Vec::new());
        for row in read::<SubjectRow>(include_str!("../../../../../../data/subjects.csv"))? {
            if known.contains_key(&row.slug) {
                continue;
            }
            let id = self.ids.ordered();
            known.insert(row.slug.clone(), id);
            aliases.extend(parts(&row.words).zip(1..).map(|(alias, position)| {
                subject_aliases::Model {
                    subject_id: id,
                    alias: alias.to_owned(),
                    position,
                }
            }));
            new.push(subjects::Model {
                id,
                topic_id: *lookup(topics, &row.topic_slug)?,
                slug: row.slug,
                position: row.order,
                name_nl: row.name_nl,
                name_en: row.name_en,
                about_nl: row.about_nl,
                about_en: row.about_en,
                basis: row.basis,
                source_url: row.source_url,
                source: SOURCE.to_owned(),
            });
        }
        self.add(new).await?;
        self.add(aliases).await?;
        Ok(known)
    }

    /// Maps the courses that are still ours: an offer that its provider looks after keeps
    /// what it was mapped on, and is mapped on nothing more from here; and so does a course
    /// that somebody in office mapped.
    pub(super) async fn course_subjects(
        &mut self,
        courses: &HashMap<String, Option<Uuid>>,
        subjects: &HashMap<String, Uuid>,
    ) -> Result<(), CatalogueError> {
        let there = course_subjects::Entity::find().all(self.tx.conn()).await?;
        let mut next: HashMap<Uuid, i32> = HashMap::new();
        for row in &there {
            let last = next.entry(row.course_id).or_default();
            *last = row.position.max(*last);
        }
        let there: HashSet<_> = there
            .into_iter()
            .map(|row| (row.course_id, row.subject_id))
            .collect();
        let reviewed: Vec<Uuid> = courses::Entity::find()
            .select_only()
            .column(courses::Column::Id)
            .filter(courses::Column::MappingReviewedAt.is_not_null())
            .into_tuple()
            .all(self.tx.conn())
            .await?;
        let file = include_str!("../../../../../../data/course_subjects.csv");
        let mut new = Vec::new();
        for row in read::<CourseSubjectRow>(file)? {
            let Some(course_id) = *lookup(courses, &row.course_external_id)? else {
                continue;
            };
            if reviewed.contains(&course_id) {
                continue;
            }
            let subject_id = *lookup(subjects, &row.subject_slug)?;
            if there.contains(&(course_id, subject_id)) {
                continue;
            }
            let position = next.entry(course_id).or_default();
            *position += 1;
            new.push(course_subjects::Model {
                course_id,
                subject_id,
                position: *position,
                mapping: row.mapping,
                source: SOURCE.to_owned(),
            });
        }
        Ok(self.add(new).await?)
    }
}
