//! The public rows, tied together and ready to be found.

use std::fmt::Write;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate, Utc};

use super::index::Index;
use super::lists::Lists;
use super::reviewed::Reviews;
use super::search::Search;
use super::sets::Sets;
use super::since::Since;
use crate::domains::catalogue::model::{
    Course, CourseChange, Edition, Misses, Provider, Sight, Trainer, due,
};
use crate::kernel::id::CourseId;
use crate::kernel::revision::digest;

/// What the public may know of the catalogue, as of one place in the feed.
///
/// Each list stands in the order in which it is shown; rows name each other by
/// their place in it.
#[derive(Debug, Default)]
pub struct Facts {
    /// The newest feed entry that is in it.
    pub position: i64,
    /// Who sees it.
    pub sight: Sight,
    /// What courses are told apart by.
    pub lists: Arc<Lists>,
    /// The providers, by name.
    pub providers: Arc<[Provider]>,
    /// The courses, by title; what is current comes first only in a snapshot.
    pub courses: Vec<Course>,
    /// The courses that the public knew and knows no more, and since when.
    pub withdrawn: Vec<(CourseId, DateTime<Utc>)>,
    /// What last became of each course, withdrawn ones too, the oldest change first.
    pub changes: Vec<CourseChange>,
    /// The editions, by date.
    pub editions: Vec<Edition>,
    /// What came out of reviews, of courses that nobody may see too.
    pub reviews: Arc<Reviews>,
    /// The trainers who are named, by name.
    pub trainers: Vec<Trainer>,
    /// The day for which prices were worked out.
    pub priced_on: NaiveDate,
    /// What shares each value of each facet.
    pub sets: Sets,
    /// All of it, ready to be searched.
    pub search: Search,
    /// Where searches in vain are counted, by whichever snapshot they were answered.
    pub misses: Arc<Misses>,
    /// What tells this state from others, once somebody asked.
    version: OnceLock<String>,
    found: Found,
}

/// Where each thing stands, by every word that names it.
#[derive(Debug, Default)]
struct Found {
    providers: Arc<Index>,
    courses: Arc<Index>,
    editions: Arc<Index>,
    trainers: Arc<Index>,
}

impl Deref for Facts {
    type Target = Lists;

    fn deref(&self) -> &Lists {
        &self.lists
    }
}

impl Facts {
    /// What tells one state of the offer from another, on every node: by what is in it, so that
    /// nothing of what is not can be told from it.
    pub fn version(&self) -> &str {
        self.version.get_or_init(|| {
            let mut state = String::new();
            for course in &self.courses {
                let stands = (course.revision, course.changed_at, course.last_verified);
                // Writing to a `String` cannot fail.
                let _ = writeln!(state, "{} {stands:?}", course.id.0);
            }
            for edition in &self.editions {
                let stands = (edition.revision, edition.updated_at);
                let _ = writeln!(state, "{} {stands:?}", edition.id.0);
            }
            let lists = (&self.pillars, &self.topics, &self.subjects, &self.providers);
            let _ = writeln!(state, "{lists:?} {:?}", self.code_lists);
            digest(state.as_bytes())
        })
    }

    /// Makes everything findable: by id, by slug, by what it shares with others, and by
    /// words. What was taken apart `before` and did not change is not taken apart again.
    pub fn index(mut self, before: Option<&Self>) -> Self {
        let since = before.map(|before| Since::of(before, &self));
        self.sets = Sets::of(&self, since.as_ref());
        self.changes = self.changes_in_order();
        self.found = self.findable(since.as_ref());
        self.misses = before.map(|it| it.misses.clone()).unwrap_or_default();
        self.search = Search::of(&self, since.as_ref());
        self
    }

    /// Where everything stands: as before, where nothing moved.
    fn findable(&self, since: Option<&Since<'_>>) -> Found {
        let courses = since.filter(|it| it.same_addresses(self));
        let editions = since.filter(|it| it.editions.is_some());
        Found {
            providers: Index::of(&self.providers, |it| it.id.0)
                .by(&self.providers, |it| &it.slug)
                .into(),
            courses: match courses {
                Some(since) => since.before.found.courses.clone(),
                None => Index::of(&self.courses, |it| it.id.0)
                    .by(&self.courses, |it| &it.slug)
                    .into(),
            },
            editions: match editions {
                Some(since) => since.before.found.editions.clone(),
                None => Index::of(&self.editions, |it| it.id.0).into(),
            },
            trainers: Index::of(&self.trainers, |it| it.id.0).into(),
        }
    }

    /// Works out what everything costs on a day, before it is made findable.
    pub fn priced(mut self, day: NaiveDate) -> Self {
        self.priced_on = day;
        for course in &mut self.courses {
            course.price_cents = due(&course.price_lines, course.said_price, day);
        }
        for edition in &mut self.editions {
            edition.price_cents = due(&edition.price_lines, edition.said_price, day);
        }
        self
    }

    /// Whether something costs another amount on a day than on that for which prices were
    /// worked out.
    fn costs_otherwise(&self, day: NaiveDate) -> bool {
        let courses = self
            .courses
            .iter()
            .map(|it| (&it.price_lines, it.said_price, it.price_cents));
        let editions = self.editions.iter();
        let editions = editions.map(|it| (&it.price_lines, it.said_price, it.price_cents));
        let mut all = courses.chain(editions);
        all.any(|(lines, said, price)| due(lines, said, day) != price)
    }

    /// The facts as they stand on a day: the same, unless something costs another amount then.
    pub fn on(self: &Arc<Self>, day: NaiveDate) -> Arc<Self> {
        if !self.costs_otherwise(day) {
            return self.clone();
        }
        let again = Self {
            courses: self.courses.clone(),
            withdrawn: self.withdrawn.clone(),
            editions: self.editions.clone(),
            sight: self.sight,
            ..self.begun()
        };
        Arc::new(again.priced(day).index(Some(self)))
    }

    /// What does not depend on who asks or when, without what is offered.
    pub fn begun(&self) -> Self {
        Self {
            position: self.position,
            lists: self.lists.clone(),
            providers: self.providers.clone(),
            reviews: self.reviews.clone(),
            trainers: self.trainers.clone(),
            ..Self::default()
        }
    }

    fn changes_in_order(&self) -> Vec<CourseChange> {
        let stands = self
            .courses
            .iter()
            .zip(0..)
            .map(|(course, at)| CourseChange {
                id: course.id,
                at: course.changed_at,
                course: Some(at),
            });
        let gone = self.withdrawn.iter().map(|(id, at)| CourseChange {
            id: *id,
            at: *at,
            course: None,
        });
        let mut changes: Vec<CourseChange> = stands.chain(gone).collect();
        // The order of their places, without writing any.
        changes.sort_unstable_by_key(|it| (it.at.timestamp_micros(), it.id));
        changes
    }

    /// Finds a provider by id or slug.
    pub fn provider(&self, word: &str) -> Option<usize> {
        self.found.providers.find(word)
    }

    /// Finds a course by id or slug.
    pub fn course(&self, word: &str) -> Option<usize> {
        self.found.courses.find(word)
    }

    /// Where a course stands.
    pub fn course_at(&self, id: CourseId) -> Option<usize> {
        self.found.courses.at(id.0)
    }

    /// Finds an edition by id.
    pub fn edition(&self, word: &str) -> Option<usize> {
        self.found.editions.find(word)
    }

    /// Finds a review of a course that is seen, by id.
    pub fn review(&self, word: &str) -> Option<usize> {
        let (at, course) = self.reviews.find(word)?;
        self.course_at(course).map(|_| at)
    }

    /// Finds a trainer who is named, by id.
    pub fn trainer(&self, word: &str) -> Option<usize> {
        self.found.trainers.find(word)
    }
}
