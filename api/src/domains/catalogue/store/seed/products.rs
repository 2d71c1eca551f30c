//! What the shipped courses are, and what they use.

use std::collections::{HashMap, HashSet};

use entities::{course_uses, courses};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::shipped::{CourseProductRow, CourseRow, CourseUseRow, broken, read};
use super::{SOURCE, Seed, lookup};
use crate::domains::catalogue::error::CatalogueError;

/// What each shipped course is.
pub(super) fn kinds() -> Result<HashMap<String, String>, CatalogueError> {
    let rows =
        read::<CourseProductRow>(include_str!("../../../../../../data/course_products.csv"))?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| (row.course_external_id, row.product_kind))
        .collect())
}

impl Seed<'_> {
    /// Says of the courses that are still ours what they are and how one learns, where that
    /// is not said so yet.
    pub(super) async fn products(
        &mut self,
        courses: &HashMap<String, Option<Uuid>>,
    ) -> Result<(), CatalogueError> {
        let ours = courses::Entity::find().filter(courses::Column::Source.eq(SOURCE));
        let ours = ours.all(self.tx.conn()).await?;
        let mut ours: HashMap<_, _> = ours.into_iter().map(|row| (row.id, row)).collect();
        let mut kinds = kinds()?;
        for said in read::<CourseRow>(include_str!("../../../../../../data/courses.csv"))? {
            let kind = kinds.remove(&said.external_id);
            let id = *lookup(courses, &said.external_id)?;
            let Some(row) = id.and_then(|id| ours.remove(&id)) else {
                continue;
            };
            if (&row.learning_form, &row.product_kind) == (&said.learning_form, &kind) {
                continue;
            }
            let right = courses::Model {
                learning_form: said.learning_form,
                product_kind: kind,
                revision: row.revision + 1,
                updated_at: self.tx.now(),
                ..row
            };
            let right = right.into_active_model().reset_all();
            right.update(self.tx.conn()).await?;
            self.added += 1;
        }
        match kinds.into_keys().next() {
            Some(key) => Err(broken(format!("no course is called {key}"))),
            None => Ok(()),
        }
    }

    /// Says what the courses that are still ours use. Whose that is makes no difference: it is
    /// named by its address.
    pub(super) async fn course_uses(
        &mut self,
        courses: &HashMap<String, Option<Uuid>>,
        providers: &HashMap<String, Uuid>,
    ) -> Result<(), CatalogueError> {
        let rows = courses::Entity::find().all(self.tx.conn()).await?;
        let slugs: HashMap<_, _> = rows
            .into_iter()
            .map(|row| ((row.provider_id, row.external_id), row.slug))
            .collect();
        let mut addresses = HashMap::new();
        for row in read::<CourseRow>(include_str!("../../../../../../data/courses.csv"))? {
            let provider = *lookup(providers, &row.provider_slug)?;
            let slug = slugs.get(&(provider, row.external_id.clone())).cloned();
            addresses.extend(slug.map(|slug| (row.external_id, slug)));
        }
        let there = course_uses::Entity::find().all(self.tx.conn()).await?;
        let there: HashSet<_> = there
            .into_iter()
            .map(|row| (row.course_id, row.product))
            .collect();
        let mut positions: HashMap<Uuid, i32> = HashMap::new();
        let mut new = Vec::new();
        let file = include_str!("../../../../../../data/course_uses.csv");
        for row in read::<CourseUseRow>(file)? {
            let Some(course_id) = *lookup(courses, &row.course_external_id)? else {
                continue;
            };
            let product = lookup(&addresses, &row.product_external_id)?.clone();
            let position = positions.entry(course_id).or_default();
            *position += 1;
            if !there.contains(&(course_id, product.clone())) {
                new.push(course_uses::Model {
                    course_id,
                    product,
                    position: *position,
                });
            }
        }
        Ok(self.add(new).await?)
    }
}
