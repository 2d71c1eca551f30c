//! What somebody sees of the rows.
//!
//! There is one way to put facts together from rows, for the public and for everybody else, so
//! that nobody sees an offer in another way than others do.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::Facts;
use super::rows::{CourseRows, Rows};
use crate::domains::catalogue::model::{
    Audience, Course, CourseRecord, Edition, EditionRecord, Sight, Visibility, parted_lines,
};
use crate::kernel::id::{CourseId, ProviderId};

impl Facts {
    /// Puts the courses that somebody sees in their places, with their editions and reviews. What
    /// they see of a course is what is meant for them.
    pub fn with(mut self, rows: &Rows, sight: Sight) -> Self {
        self.sight = sight;
        let seen = rows.courses.iter();
        let seen: Vec<_> = seen
            .filter(|it| sight.sees(&it.course.seen_by(&self.providers)))
            .collect();
        let courses = seen.iter();
        let eyes = |it: &CourseRows| Eyes::of(sight, self.providers[it.course.provider].id);
        self.courses = courses
            .map(|it| {
                let open = it.course.visibility == Visibility::Public;
                Course::from(it.course.seen(eyes(it), open))
            })
            .collect();
        let editions = seen.iter().zip(0..).flat_map(|(rows, at)| {
            let provider = Audience::Of(self.providers[rows.course.provider].id);
            let meant = move |it: &&Arc<EditionRecord>| {
                let clients = it.open_to.iter().copied().map(Audience::Of);
                let mut open_to = clients.chain([provider]);
                it.open_to.is_empty() || open_to.any(|audience| sight.is_in(audience))
            };
            let meant = rows.editions.iter().filter(meant);
            let eyes = eyes(rows);
            meant.map(move |it| Edition {
                record: it.seen(eyes, false),
                course: at,
                price_cents: None,
                trainers: Vec::new(),
            })
        });
        self.editions = editions.collect();
        self.editions.sort_by_key(|it| {
            let day = it.start.earliest();
            (day.is_none(), day, it.id)
        });
        let stands = seen.iter().map(|it| it.course.id).zip(0..);
        let stands: HashMap<CourseId, usize> = stands.collect();
        let mut gone: HashMap<CourseId, DateTime<Utc>> = HashMap::new();
        for ((course, audience), taken) in &rows.removals {
            if sight.is_in(*audience) && !stands.contains_key(course) {
                let at = gone.entry(*course).or_insert(*taken);
                *at = (*at).max(*taken);
            }
        }
        self.withdrawn = gone.into_iter().collect();
        self.tie_editions();
        for ((course, audience), touched) in &rows.touches {
            if let Some(at) = stands.get(course)
                && sight.is_in(*audience)
            {
                let course = &mut self.courses[*at];
                course.changed_at = course.changed_at.max(*touched);
            }
        }
        self.tie_reviews();
        let uses = seen.iter().map(|it| it.uses.as_slice());
        self.tie_uses(&uses.collect::<Vec<_>>());
        self.tie_trainers(&stands);
        self
    }

    /// Tells each course of its editions, and what they say of its offer.
    fn tie_editions(&mut self) {
        for (at, edition) in self.editions.iter().enumerate() {
            let course = &mut self.courses[edition.course];
            course.editions.push(at);
            course.changed_at = course.changed_at.max(edition.updated_at);
            if edition.is_given() {
                course.signs.last_start = course.signs.last_start.max(edition.start.latest());
                course.signs.undated_start |= edition.start.latest().is_none();
            }
        }
    }

    /// Gives each course what is shown of its reviews.
    fn tie_reviews(&mut self) {
        for course in &mut self.courses {
            if let Some((summary, stand)) = self.reviews.of(course.record.id) {
                course.review_summary = Some(summary);
                course.reviews = stand;
            }
        }
    }
}

/// With which eyes somebody looks at what a provider offers.
#[derive(Clone, Copy)]
struct Eyes {
    sight: Sight,
    /// Whether they are told what each client pays.
    keeps: bool,
    /// Whether they know of all that changes.
    knows: bool,
}

impl Eyes {
    fn of(sight: Sight, provider: ProviderId) -> Self {
        Self {
            sight,
            keeps: sight.keeps(provider),
            knows: sight.knows_changes(provider),
        }
    }
}

/// What rows say, with the price lines that somebody sees, as often changed as they may know; the
/// same where that is so for all.
macro_rules! seen {
    ($record:ty) => {
        impl $record {
            fn seen(self: &Arc<Self>, eyes: Eyes, all_know: bool) -> Arc<Self> {
                let mut record = self.clone();
                if self.price_lines.iter().any(|line| line.client.is_some()) {
                    let theirs = Arc::make_mut(&mut record);
                    (theirs.price_lines, theirs.client_lines) =
                        parted_lines(&self.price_lines, eyes.sight, eyes.keeps);
                }
                if !eyes.knows && !all_know && self.shown != (self.revision, self.updated_at) {
                    let theirs = Arc::make_mut(&mut record);
                    (theirs.revision, theirs.updated_at) = self.shown;
                }
                record
            }
        }
    };
}

seen!(CourseRecord);
seen!(EditionRecord);
