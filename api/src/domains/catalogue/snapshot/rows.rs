//! What the rows of courses say, whoever sees it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::domains::catalogue::model::{
    Audience, CourseRecord, EditionRecord, Provider, Sight, audiences,
};
use crate::kernel::id::CourseId;

/// What the rows of one course say.
#[derive(Debug)]
pub struct CourseRows {
    /// Of the course itself.
    pub course: Arc<CourseRecord>,
    /// Of its editions.
    pub editions: Vec<Arc<EditionRecord>>,
    /// What it uses, each in the words of its row.
    pub uses: Vec<String>,
}

impl CourseRows {
    /// By what it stands among others.
    fn stands(&self) -> (&str, CourseId) {
        (&self.course.sort_title, self.course.id)
    }
}

/// What those hear of a course who are told of it beside what stands in it, and when it was.
pub type Heard = HashMap<(CourseId, Audience), DateTime<Utc>>;

/// What the rows of all published courses say. What did not change is shared with those before.
#[derive(Debug, Default)]
pub struct Rows {
    /// The courses, by title, as they are listed.
    pub courses: Vec<Arc<CourseRows>>,
    /// What was taken from some.
    pub removals: Heard,
    /// What changed for some alone.
    pub touches: Heard,
    /// All who see something that the public does not, or did.
    concerned: HashSet<Audience>,
}

impl Rows {
    /// Those of some courses. Who sees something that others do not is not worked out yet.
    pub fn of(mut courses: Vec<Arc<CourseRows>>, removals: Heard, touches: Heard) -> Self {
        // What is nearly in order already, as after a change, is hardly any work for this sort.
        courses.sort_by(|one, other| one.stands().cmp(&other.stands()));
        Self {
            courses,
            removals,
            touches,
            concerned: HashSet::new(),
        }
    }

    /// The rows of some providers in the place of those that they had.
    pub fn replaced(&self, of: impl Fn(usize) -> bool, fresh: Self) -> Self {
        let kept = self.courses.iter().filter(|it| !of(it.course.provider));
        let mut removals = self.removals.clone();
        removals.extend(fresh.removals);
        let mut touches = self.touches.clone();
        touches.extend(fresh.touches);
        let courses = kept.cloned().chain(fresh.courses);
        Self::of(courses.collect(), removals, touches)
    }

    /// Works out who sees something that the public does not.
    pub fn settled(mut self, providers: &[Provider]) -> Self {
        let mut concerned: HashSet<Audience> = HashSet::new();
        for rows in &self.courses {
            let who = rows.course.seen_by(providers);
            if !Sight::PUBLIC.sees(&who) {
                concerned.extend(who);
            }
            let lines = rows.editions.iter().flat_map(|it| &it.price_lines);
            let lines = lines.chain(&rows.course.price_lines);
            let open_to = rows.editions.iter().flat_map(|it| &it.open_to).copied();
            let clients = lines.filter_map(|it| it.client).chain(open_to);
            let mut clients = clients.map(Audience::Of).peekable();
            // The provider sees what is for some, whoever sees the course.
            if clients.peek().is_some() {
                concerned.insert(Audience::Of(providers[rows.course.provider].id));
            }
            concerned.extend(clients);
        }
        let told = self.removals.keys().chain(self.touches.keys());
        let told = told.map(|(_, audience)| *audience);
        concerned.extend(told.filter(|audience| *audience != Audience::Public));
        self.concerned = concerned;
        self
    }

    /// Whether somebody sees something else than the public does.
    pub fn concern(&self, sight: Sight) -> bool {
        self.concerned.iter().any(|audience| sight.is_in(*audience))
    }
}

impl CourseRecord {
    /// Who sees it.
    pub fn seen_by(&self, providers: &[Provider]) -> Vec<Audience> {
        audiences(self.visibility, providers[self.provider].id, &self.clients)
    }
}
