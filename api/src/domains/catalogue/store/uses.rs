//! Reads what courses use, and ties the two together.
//!
//! A row names a product by the key that its own provider gave it, or by its slug. Both are
//! looked up among what the public sees: a product may come after the course, and may come
//! and go.

use std::collections::HashMap;

use entities::course_uses;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::read::places;
use crate::domains::catalogue::model::Course;
use crate::domains::catalogue::snapshot::Facts;

/// Tells each course what it uses, and what it is used in.
pub(super) async fn tie_uses(db: &impl ConnectionTrait, facts: &mut Facts) -> Result<(), DbErr> {
    let rows = course_uses::Entity::find()
        .order_by_asc(course_uses::Column::Position)
        .order_by_asc(course_uses::Column::Product)
        .all(db)
        .await?;
    let of_course = places(&facts.courses, |course| course.record.id.0);
    let named = Named::of(&facts.courses);
    let mut used = vec![Vec::new(); facts.courses.len()];
    for row in rows {
        let Some(course) = of_course.get(&row.course_id).copied() else {
            continue;
        };
        let product = named.find(facts.courses[course].provider, &row.product);
        let product = product.filter(|product| *product != course);
        if let Some(product) = product.filter(|product| !used[course].contains(product)) {
            used[course].push(product);
        }
    }
    for (course, products) in used.into_iter().enumerate() {
        for product in &products {
            facts.courses[*product].used_in.push(course);
        }
        facts.courses[course].uses = products;
    }
    Ok(())
}

/// Where courses stand, by the words that name one as a product.
struct Named<'f> {
    by_key: HashMap<(usize, &'f str), usize>,
    by_slug: HashMap<&'f str, usize>,
    by_id: HashMap<Uuid, usize>,
}

impl<'f> Named<'f> {
    fn of(courses: &'f [Course]) -> Self {
        let all = || courses.iter().zip(0..);
        Self {
            by_key: all()
                .map(|(it, at)| ((it.provider, it.record.external_id.as_str()), at))
                .collect(),
            by_slug: all()
                .map(|(it, at)| (it.record.slug.as_str(), at))
                .collect(),
            by_id: all().map(|(it, at)| (it.record.id.0, at)).collect(),
        }
    }

    /// A provider's own key goes before anybody's slug or id.
    fn find(&self, provider: usize, word: &str) -> Option<usize> {
        let own = self.by_key.get(&(provider, word));
        let found = own.or_else(|| self.by_slug.get(word));
        let found = found.or_else(|| self.by_id.get(&Uuid::try_parse(word).ok()?));
        found.copied()
    }
}
