//! The public rows, tied together and ready to be found.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::search::Search;
use super::sets::Sets;
use crate::domains::catalogue::model::{
    CodeList, Coded, Course, CourseChange, Edition, Misses, Municipality, Pillar, Placed, Provider,
    Subject, Term, Topic, Trainer, due,
};
use crate::domains::reviews::{Published, Shown};
use crate::kernel::id::CourseId;

/// What the public may know of the catalogue, as of one place in the feed.
///
/// Each list stands in the order in which it is shown; rows name each other by
/// their place in it.
#[derive(Debug, Default)]
pub struct Facts {
    /// The newest feed entry that is in it.
    pub position: i64,
    /// The pillars.
    pub pillars: Vec<Pillar>,
    /// The topics, in the order of the model.
    pub topics: Vec<Topic>,
    /// The subjects under them, in an order of their own.
    pub subjects: Vec<Subject>,
    /// The municipalities, by name.
    pub municipalities: Vec<Municipality>,
    /// The providers, by name.
    pub providers: Vec<Provider>,
    /// The courses, by title; what is current comes first only in a snapshot.
    pub courses: Vec<Course>,
    /// The courses that the public knew and knows no more, and since when.
    pub withdrawn: Vec<(CourseId, DateTime<Utc>)>,
    /// What last became of each course, withdrawn ones too, the oldest change first.
    pub changes: Vec<CourseChange>,
    /// The editions, by date.
    pub editions: Vec<Edition>,
    /// The reviews that came out and say something in words, course by course.
    pub reviews: Vec<Arc<Published>>,
    /// What the public is shown of reviews, from where the above is taken.
    pub shown: Arc<HashMap<CourseId, Shown>>,
    /// The terms, by name.
    pub terms: Vec<Term>,
    /// The trainers who are named, by name.
    pub trainers: Vec<Trainer>,
    /// The lists of codes, each in its order.
    pub code_lists: Vec<CodeList>,
    /// The day for which prices were worked out.
    pub priced_on: NaiveDate,
    /// What shares each value of each facet.
    pub sets: Sets,
    /// All of it, ready to be searched.
    pub search: Search,
    /// Where searches in vain are counted, by whichever snapshot they were answered.
    pub misses: Arc<Misses>,
    found: Found,
}

/// Where each thing stands, by every word that names it.
#[derive(Debug, Default)]
struct Found {
    pillars: Index,
    topics: Index,
    subjects: Index,
    municipalities: Index,
    providers: Index,
    courses: Index,
    editions: Index,
    reviews: Index,
    terms: Index,
    trainers: Index,
}

/// Where the things of one kind stand, by id or by address.
#[derive(Debug, Default)]
struct Index {
    by_id: HashMap<Uuid, usize>,
    by_word: HashMap<String, usize>,
}

impl Index {
    fn of<T>(items: &[T], id: impl Fn(&T) -> Uuid, slug: impl Fn(&T) -> &str) -> Self {
        Self {
            by_id: items.iter().map(id).zip(0..).collect(),
            by_word: items
                .iter()
                .map(|item| slug(item).to_owned())
                .zip(0..)
                .collect(),
        }
    }

    fn find(&self, word: &str) -> Option<usize> {
        let by_word = self.by_word.get(word);
        let found = by_word.or_else(|| self.by_id.get(&Uuid::try_parse(word).ok()?));
        found.copied()
    }
}

impl Facts {
    /// Makes everything findable: by id, by slug, by what it shares with others, and by
    /// words. What was taken apart `before` and did not change is not taken apart again.
    pub fn index(mut self, before: Option<&Self>) -> Self {
        self.sets = Sets::of(&self);
        self.changes = self.changes_in_order();
        let towns = self.municipalities.iter();
        self.found = Found {
            pillars: Index::of(&self.pillars, |it| it.id.0, |it| &it.slug),
            topics: Index::of(&self.topics, |it| it.id.0, |it| &it.slug),
            subjects: Index::of(&self.subjects, |it| it.id.0, |it| &it.slug),
            providers: Index::of(&self.providers, |it| it.id.0, |it| &it.slug),
            courses: Index::of(&self.courses, |it| it.record.id.0, |it| &it.record.slug),
            terms: Index::of(&self.terms, |it| it.id.0, |it| &it.slug),
            editions: Index {
                by_id: self.editions.iter().map(|it| it.id.0).zip(0..).collect(),
                ..Index::default()
            },
            reviews: Index {
                by_id: self.reviews.iter().map(|it| it.id.0).zip(0..).collect(),
                ..Index::default()
            },
            trainers: Index {
                by_id: self.trainers.iter().map(|it| it.id.0).zip(0..).collect(),
                ..Index::default()
            },
            municipalities: Index {
                by_word: towns
                    .zip(0..)
                    .flat_map(|(it, at)| [(it.slug.clone(), at), (it.code.clone(), at)])
                    .collect(),
                ..Index::default()
            },
        };
        self.misses = before.map(|it| it.misses.clone()).unwrap_or_default();
        self.search = Search::of(&self, before.map(|it| &it.search));
        self
    }

    /// Works out what everything costs on a day, before it is made findable.
    pub fn priced(mut self, day: NaiveDate) -> Self {
        self.priced_on = day;
        for course in &mut self.courses {
            course.price_cents = due(&course.record.price_lines, course.record.said_price, day);
        }
        for edition in &mut self.editions {
            edition.price_cents = due(&edition.price_lines, edition.said_price, day);
        }
        self
    }

    /// Whether something costs another amount on a day than on that for which prices were
    /// worked out.
    fn costs_otherwise(&self, day: NaiveDate) -> bool {
        let courses = self.courses.iter().map(|it| {
            let record = &it.record;
            (&record.price_lines, record.said_price, it.price_cents)
        });
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
            reviews: self.reviews.clone(),
            ..self.lists()
        };
        Arc::new(again.priced(day).index(Some(self)))
    }

    /// What does not depend on who asks or when, not yet findable.
    pub(super) fn lists(&self) -> Self {
        Self {
            position: self.position,
            pillars: self.pillars.clone(),
            topics: self.topics.clone(),
            subjects: self.subjects.clone(),
            municipalities: self.municipalities.clone(),
            providers: self.providers.clone(),
            shown: self.shown.clone(),
            trainers: self.trainers.clone(),
            terms: self.terms.clone(),
            code_lists: self.code_lists.clone(),
            ..Self::default()
        }
    }

    fn changes_in_order(&self) -> Vec<CourseChange> {
        let stands = self
            .courses
            .iter()
            .zip(0..)
            .map(|(course, at)| CourseChange {
                id: course.record.id,
                at: course.changed_at,
                course: Some(at),
            });
        let gone = self.withdrawn.iter().map(|(id, at)| CourseChange {
            id: *id,
            at: *at,
            course: None,
        });
        let mut changes: Vec<CourseChange> = stands.chain(gone).collect();
        changes.sort_by_cached_key(Placed::place);
        changes
    }

    /// Finds a pillar by id or slug.
    pub fn pillar(&self, word: &str) -> Option<usize> {
        self.found.pillars.find(word)
    }

    /// Finds a topic by id or slug.
    pub fn topic(&self, word: &str) -> Option<usize> {
        self.found.topics.find(word)
    }

    /// Finds a subject by id or slug.
    pub fn subject(&self, word: &str) -> Option<usize> {
        self.found.subjects.find(word)
    }

    /// Finds a provider by id or slug.
    pub fn provider(&self, word: &str) -> Option<usize> {
        self.found.providers.find(word)
    }

    /// Finds a course by id or slug.
    pub fn course(&self, word: &str) -> Option<usize> {
        self.found.courses.find(word)
    }

    /// Finds an edition by id.
    pub fn edition(&self, word: &str) -> Option<usize> {
        self.found.editions.find(word)
    }

    /// Finds a review by id.
    pub fn review(&self, word: &str) -> Option<usize> {
        self.found.reviews.find(word)
    }

    /// Finds a municipality by CBS code or slug.
    pub fn municipality(&self, word: &str) -> Option<usize> {
        self.found.municipalities.find(word)
    }

    /// Finds a term by id or slug.
    pub fn term(&self, word: &str) -> Option<usize> {
        self.found.terms.find(word)
    }

    /// Finds a trainer who is named, by id.
    pub fn trainer(&self, word: &str) -> Option<usize> {
        self.found.trainers.find(word)
    }

    /// Finds a code in a list.
    pub fn code(&self, list: &str, code: &str) -> Option<&Coded> {
        self.code_list(list)?.iter().find(|item| item.code == code)
    }

    /// The codes of a list; none where there is no such list.
    pub fn codes(&self, list: &str) -> &[Coded] {
        self.code_list(list).unwrap_or_default()
    }

    /// Finds a list of codes.
    pub fn code_list(&self, name: &str) -> Option<&[Coded]> {
        let found = self.code_lists.iter().find(|list| list.name == name);
        found.map(|list| list.items.as_slice())
    }
}
