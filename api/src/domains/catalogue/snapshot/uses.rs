//! What courses use, tied together.
//!
//! A row names a product by the key that its own provider gave it, or by its slug. Both are
//! looked up among what somebody sees: a product may come after the course, and may come
//! and go.

use std::collections::HashMap;

use uuid::Uuid;

use super::Facts;
use crate::domains::catalogue::model::Course;

impl Facts {
    /// Tells each course what it uses, and what it is used in. `rows` say the former, course by
    /// course.
    pub(super) fn tie_uses(&mut self, rows: &[&[String]]) {
        if rows.iter().all(|words| words.is_empty()) {
            return;
        }
        let named = Named::of(&self.courses);
        let mut used = vec![Vec::new(); self.courses.len()];
        for (words, course) in rows.iter().zip(0..) {
            for word in *words {
                let product = named.find(self.courses[course].provider, word);
                let product = product.filter(|product| *product != course);
                if let Some(product) = product.filter(|product| !used[course].contains(product)) {
                    used[course].push(product);
                }
            }
        }
        for (course, products) in used.into_iter().enumerate() {
            for product in &products {
                self.courses[*product].used_in.push(course);
            }
            self.courses[course].uses = products;
        }
    }
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
                .map(|(it, at)| ((it.provider, it.external_id.as_str()), at))
                .collect(),
            by_slug: all().map(|(it, at)| (it.slug.as_str(), at)).collect(),
            by_id: all().map(|(it, at)| (it.id.0, at)).collect(),
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
