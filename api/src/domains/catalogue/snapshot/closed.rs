//! What is shown to some, and how what they see is put together with what the public does.
//!
//! There is one way to put facts together from rows, for the public and for everybody else, so
//! that nobody sees an offer in another way than others do.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::Facts;
use crate::domains::catalogue::model::{
    Audience, Course, Edition, Placed, Sight, Signs, audiences, seen_lines,
};
use crate::kernel::id::CourseId;

/// Published courses and their editions, not yet tied together.
#[derive(Debug, Default)]
pub struct Rows {
    /// The courses.
    pub courses: Vec<Course>,
    /// The editions, each with its course.
    pub editions: Vec<(CourseId, Edition)>,
    /// What courses use, each in the words of its row.
    pub uses: Vec<(CourseId, String)>,
}

/// Those that a course was taken from, and when.
#[derive(Clone, Debug)]
pub struct Removal {
    /// Which course.
    pub course: CourseId,
    /// From whom.
    pub audience: Audience,
    /// When.
    pub at: DateTime<Utc>,
}

/// What only some see.
#[derive(Debug, Default)]
pub struct Closed {
    rows: Rows,
    removals: Vec<Removal>,
    /// All who see something of it, or did.
    concerned: HashSet<Audience>,
}

impl Facts {
    /// Puts the courses that somebody sees in their places, with their editions and reviews. What
    /// they see of a course is what is meant for them.
    fn with(mut self, rows: Rows, removals: &[Removal], sight: Sight) -> Self {
        let courses = rows.courses.into_iter();
        self.courses = courses
            .filter(|course| sight.sees(&self.audiences(course)))
            .map(|mut course| {
                course.record.price_lines = seen_lines(&course.record.price_lines, sight);
                course
            })
            .collect();
        self.courses.sort_by_cached_key(Placed::place);
        let places: HashMap<CourseId, usize> = self
            .courses
            .iter()
            .map(|it| it.record.id)
            .zip(0..)
            .collect();
        let editions = rows
            .editions
            .into_iter()
            .filter_map(|(course, mut edition)| {
                edition.course = *places.get(&course)?;
                edition.price_lines = seen_lines(&edition.price_lines, sight);
                Some(edition)
            });
        let seen = |edition: &Edition| {
            let provider = self.providers[self.courses[edition.course].provider].id;
            let clients = edition.open_to.iter().copied();
            let mut open_to = clients.chain([provider]).map(Audience::Of);
            edition.open_to.is_empty() || open_to.any(|audience| sight.is_in(audience))
        };
        self.editions = editions.filter(seen).collect();
        self.editions.sort_by_cached_key(Placed::place);
        let mut gone: HashMap<CourseId, DateTime<Utc>> = HashMap::new();
        for removal in removals {
            if sight.is_in(removal.audience) && !places.contains_key(&removal.course) {
                let at = gone.entry(removal.course).or_insert(removal.at);
                *at = removal.at.max(*at);
            }
        }
        self.withdrawn = gone.into_iter().collect();
        self.tie_editions();
        self.tie_reviews();
        self.tie_uses(&rows.uses);
        self.tie_trainers();
        self
    }

    /// Who sees a course.
    fn audiences(&self, course: &Course) -> Vec<Audience> {
        let provider = self.providers[course.provider].id;
        audiences(course.record.visibility, provider, &course.record.clients)
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
        for course in &mut self.courses {
            course.signs.as_of_year = course.record.as_of_year;
            course.signs.verified = course.record.last_verified.map(|at| at.date_naive());
        }
    }

    /// Gives each course what is shown of its reviews.
    fn tie_reviews(&mut self) {
        for course in &mut self.courses {
            let Some(of) = self.shown.get(&course.record.id) else {
                continue;
            };
            let begin = self.reviews.len();
            self.reviews.extend(of.reviews.iter().cloned());
            course.reviews = (begin..self.reviews.len()).collect();
            course.review_summary = Some(of.summary.clone());
        }
    }

    /// Its courses and editions as they were before they were tied together.
    fn untied(&self) -> Rows {
        let courses = self.courses.iter().map(|course| Course {
            editions: Vec::new(),
            uses: Vec::new(),
            used_in: Vec::new(),
            trainers: Vec::new(),
            review_summary: None,
            reviews: Vec::new(),
            signs: Signs::default(),
            changed_at: course.record.updated_at,
            ..course.clone()
        });
        let editions = self.editions.iter().map(|edition| {
            let course = &self.courses[edition.course];
            (course.record.id, edition.clone())
        });
        Rows {
            courses: courses.collect(),
            editions: editions.collect(),
            uses: Vec::new(),
        }
    }
}

impl Closed {
    /// Parts what the public sees from what only some do. The lists are not findable yet.
    pub fn parted(lists: Facts, rows: Rows, removals: Vec<Removal>) -> (Facts, Self) {
        let mut open = Rows::default();
        let mut closed = Self::default();
        let (mut of_open, mut of_closed) = (HashSet::new(), HashSet::new());
        for course in rows.courses {
            let who = lists.audiences(&course);
            if Sight::PUBLIC.sees(&who) {
                of_open.insert(course.record.id);
                open.courses.push(course);
            } else {
                of_closed.insert(course.record.id);
                closed.concerned.extend(who);
                closed.rows.courses.push(course);
            }
        }
        for (course, edition) in rows.editions {
            if of_open.contains(&course) && edition.open_to.is_empty() {
                open.editions.push((course, edition));
            } else if of_open.contains(&course) || of_closed.contains(&course) {
                let clients = edition.open_to.iter().copied();
                closed.concerned.extend(clients.map(Audience::Of));
                closed.rows.editions.push((course, edition));
            }
        }
        // The provider of a closed edition sees it, whoever sees the course.
        let with_closed: HashSet<CourseId> = closed
            .rows
            .editions
            .iter()
            .map(|(course, _)| *course)
            .collect();
        for course in &open.courses {
            if with_closed.contains(&course.record.id) {
                let provider = lists.providers[course.provider].id;
                closed.concerned.insert(Audience::Of(provider));
            }
        }
        let audiences = removals.iter().map(|removal| removal.audience);
        let audiences = audiences.filter(|audience| *audience != Audience::Public);
        closed.concerned.extend(audiences);
        // A closed course may use what is public, and be used nowhere that the public sees.
        open.uses.clone_from(&rows.uses);
        closed.rows.uses = rows.uses;
        closed.removals = removals;
        let facts = lists.with(open, &closed.removals, Sight::PUBLIC);
        (facts, closed)
    }

    /// Whether somebody sees something else than the public does.
    pub fn concerns(&self, sight: Sight) -> bool {
        self.concerned.iter().any(|audience| sight.is_in(*audience))
    }

    /// What somebody sees: all that the public does, and what is meant for them.
    pub fn beside(&self, public: &Facts, sight: Sight, today: NaiveDate) -> Facts {
        let mut rows = public.untied();
        rows.courses.extend(self.rows.courses.iter().cloned());
        rows.editions.extend(self.rows.editions.iter().cloned());
        rows.uses.clone_from(&self.rows.uses);
        let facts = public.lists().with(rows, &self.removals, sight);
        facts.priced(today).index(Some(public))
    }
}
