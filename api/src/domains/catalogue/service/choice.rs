//! Which courses a filter leaves, in which order, and how many there would be if one
//! wish were another.

use std::collections::HashMap;

use super::browse::Within;
use super::filter::{CourseQuery, EditionQuery, Reading};
use super::named::Named;
use super::search::{Asked, courses_about, missed, too_long};
use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{CourseSort, Edition, FROM_HOME, Facet, Point};
use crate::domains::catalogue::snapshot::{Set, Snapshot, all_of};
use crate::kernel::error::{ApiError, Fault, joined};
use crate::kernel::language::Text;
use crate::kernel::page::{Page, PageRequest, bad_cursor};

/// Which courses a filter leaves.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What each wish leaves: wishes are "all of".
    wishes: Vec<(Facet, Set)>,
    /// What is left by all that is no facet: words, and from where is looked.
    besides: Set,
    /// The wishes about editions, where there are any.
    editions: Option<Editions>,
    /// What they leave together.
    chosen: Set,
    /// What is asked in words, as it was read, where something is.
    asked: Option<Asked>,
    /// How far each course is from what is asked in words, where something is.
    scores: Option<HashMap<usize, u32>>,
    /// Whether words were asked that no course surely answers.
    in_vain: bool,
}

/// Which editions a filter leaves.
#[derive(Clone, Debug)]
pub struct Editions {
    /// What each wish leaves.
    wishes: Vec<(Facet, Set)>,
    /// What is left by all that is no facet: where, and when.
    besides: Set,
    /// From where distances are told.
    near: Option<Point>,
    /// Courses that are followed from home count too.
    from_home: bool,
    /// What they leave together.
    chosen: Set,
}

/// How many courses there are with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Where the value stands among those of its facet.
    pub value: usize,
    /// How many courses.
    pub count: usize,
}

/// Courses, a page at a time, and the choice that they are of.
pub fn courses(
    snapshot: &Snapshot,
    within: Within,
    query: &CourseQuery,
    sort: Option<CourseSort>,
    page: &PageRequest,
) -> Result<(Choice, Page<usize>), ApiError> {
    let mut faults = Vec::new();
    let best_first = match query.asked() {
        Some(_) => CourseSort::Relevance,
        None => CourseSort::Offer,
    };
    let sort = sort.unwrap_or(best_first);
    if sort == CourseSort::Relevance && query.asked().is_none() {
        faults.push(needs_words("sort"));
    }
    let near = query
        .edition
        .as_ref()
        .and_then(|edition| edition.near.as_ref());
    if sort == CourseSort::Distance && near.is_none() {
        faults.push(needs_near("sort"));
    }
    let order = page.after().and_then(|place| place.0.first());
    if order.is_some_and(|order| order != sort.word()) {
        faults.push(bad_cursor(page.after_name()));
    }
    let choice = joined(faults, Choice::of(snapshot, within, query))?;
    if let Some(asked) = choice.asked().filter(|_| choice.in_vain) {
        missed(snapshot, &asked.question);
    }
    let page = choice.page(snapshot, sort, page);
    Ok((choice, page))
}

impl Choice {
    /// Reads a filter, or names every fault in it.
    pub fn of(
        snapshot: &Snapshot,
        within: Within,
        query: &CourseQuery,
    ) -> Result<Self, CatalogueError> {
        let mut reading = Reading::of(snapshot);
        let wishes = reading.course_wishes(query);
        let used = reading.named("uses", Named::Course, &query.uses);
        let editions = query.edition.as_ref();
        let editions = editions.map(|wish| Editions::read(&mut reading, wish));
        let asked = query.asked();
        if let Some(fault) = asked.and_then(|text| too_long("q", text)) {
            reading.fault(fault);
        }
        reading.finish()?;
        let (asked, scores) = asked.map(|text| courses_about(snapshot, text)).unzip();
        let in_vain = scores.as_ref().is_some_and(HashMap::is_empty);
        let mut besides = within.courses(snapshot);
        if let Some(scores) = &scores {
            let mut about = Set::with_capacity(snapshot.courses.len());
            about.extend(scores.keys().copied());
            besides.intersect_with(&about);
        }
        if !used.is_empty() {
            let mut users = Set::with_capacity(snapshot.courses.len());
            users.extend(
                used.iter()
                    .flat_map(|at| snapshot.courses[*at].used_in.clone()),
            );
            besides.intersect_with(&users);
        }
        if let Some(age) = query.child_age {
            let courses: Vec<usize> = besides.ones().collect();
            for at in courses {
                besides.set(at, snapshot.courses[at].is_about(age));
            }
        }
        let editions = editions.filter(Editions::wish_anything);
        let mut choice = Self {
            wishes,
            besides,
            editions,
            chosen: Set::new(),
            asked,
            scores,
            in_vain,
        };
        choice.chosen = choice.without(snapshot, None);
        Ok(choice)
    }

    /// What is asked in words, as it was read, where something is.
    pub fn asked(&self) -> Option<&Asked> {
        self.asked.as_ref()
    }

    /// Whether words were asked that no course surely answers, which is counted.
    pub fn is_in_vain(&self) -> bool {
        self.in_vain
    }

    /// What is left when one wish is left out.
    fn without(&self, snapshot: &Snapshot, facet: Option<Facet>) -> Set {
        let mut left = left(&self.besides, &self.wishes, facet);
        if let Some(editions) = &self.editions {
            left.intersect_with(&editions.courses(snapshot, &editions.without(facet)));
        }
        left
    }

    /// The courses that are left, in an order.
    pub fn in_order(&self, snapshot: &Snapshot, sort: CourseSort) -> Vec<usize> {
        let order = snapshot.order(sort).iter().copied();
        let mut chosen: Vec<usize> = order.filter(|at| self.chosen.contains(*at)).collect();
        if sort == CourseSort::Distance {
            chosen.sort_by_key(|at| {
                let metres = self.metres_to(snapshot, *at);
                (metres.is_none(), metres)
            });
        }
        if sort == CourseSort::Relevance {
            chosen.sort_by_key(|at| self.off_by(*at));
        }
        chosen
    }

    /// A page of the courses that are left.
    fn page(&self, snapshot: &Snapshot, sort: CourseSort, page: &PageRequest) -> Page<usize> {
        let chosen = self.in_order(snapshot, sort);
        page.cut(&chosen, |at| {
            let far = match sort {
                CourseSort::Distance => self.metres_to(snapshot, *at),
                CourseSort::Relevance => self.off_by(*at),
                _ => None,
            };
            snapshot.place(sort, *at, far)
        })
    }

    /// How far a course is from what is asked in words.
    fn off_by(&self, course: usize) -> Option<u32> {
        self.scores.as_ref()?.get(&course).copied()
    }

    /// How many courses there would be with each value of a facet, if nothing else were
    /// wished of it: most first. Values that no course has are left out.
    pub fn count(&self, snapshot: &Snapshot, facet: Facet) -> Vec<Counted> {
        let values = snapshot.of_each(facet).iter().enumerate();
        let mut counted: Vec<Counted> = if facet.is_of_editions() {
            let all = Editions::all(snapshot);
            let editions = self.editions.as_ref().unwrap_or(&all);
            let courses = left(&self.besides, &self.wishes, None);
            let meant = editions.without(Some(facet));
            let count = |set: &Set| {
                let mut with = meant.clone();
                with.intersect_with(set);
                let mut of = courses_of(snapshot, &with);
                of.intersect_with(&courses);
                of.count_ones(..)
            };
            let counted = values.map(|(value, set)| Counted {
                value,
                count: count(set),
            });
            counted.collect()
        } else {
            let meant = self.without(snapshot, Some(facet));
            let counted = values.map(|(value, set)| Counted {
                value,
                count: meant.intersection_count(set),
            });
            counted.collect()
        };
        counted.retain(|one| one.count > 0);
        counted.sort_by_key(|one| (std::cmp::Reverse(one.count), one.value));
        counted
    }

    /// The editions of a course that are meant; nothing where none in particular are.
    pub fn editions_of(&self, snapshot: &Snapshot, course: usize) -> Option<Vec<usize>> {
        let meant = &self.editions.as_ref()?.chosen;
        let editions = snapshot.courses[course].editions.iter().copied();
        Some(editions.filter(|at| meant.contains(*at)).collect())
    }

    /// How far the nearest edition meant of a course is, where that is known.
    pub fn metres_to(&self, snapshot: &Snapshot, course: usize) -> Option<u32> {
        let (near, meant) = (self.near()?, self.editions_of(snapshot, course)?);
        let metres = meant
            .into_iter()
            .filter_map(|at| far(snapshot, near, &snapshot.editions[at]));
        metres.min()
    }

    fn near(&self) -> Option<Point> {
        self.editions.as_ref()?.near
    }
}

impl Editions {
    /// All of them.
    fn all(snapshot: &Snapshot) -> Self {
        let besides = all_of(snapshot.editions.len());
        Self {
            wishes: Vec::new(),
            chosen: besides.clone(),
            besides,
            near: None,
            from_home: false,
        }
    }

    /// Reads a filter; its faults are noted in the reading.
    pub(super) fn read(reading: &mut Reading<'_>, query: &EditionQuery) -> Self {
        let snapshot = reading.snapshot();
        let place = reading.place(query);
        let mut editions = Self::all(snapshot);
        editions.wishes = reading.edition_wishes(query);
        let all: Vec<usize> = editions.besides.ones().collect();
        for at in all {
            let edition = &snapshot.editions[at];
            let here =
                place.holds(snapshot, edition) || (query.or_online && edition.is_from_home());
            editions.besides.set(at, here && query.is_when(edition));
        }
        editions.near = place.near;
        editions.from_home = query.or_online && query.is_only_where();
        editions.chosen = editions.without(None);
        editions
    }

    /// Where the editions that are left stand, by date.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        self.chosen.ones()
    }

    /// Whether one is left.
    pub(super) fn holds(&self, edition: usize) -> bool {
        self.chosen.contains(edition)
    }

    /// Whether anything is wished at all.
    fn wish_anything(&self) -> bool {
        !self.wishes.is_empty() || self.near.is_some() || self.from_home || !self.besides.is_full()
    }

    /// What is left when one wish is left out.
    fn without(&self, facet: Option<Facet>) -> Set {
        left(&self.besides, &self.wishes, facet)
    }

    /// The courses with one of these editions, and those that need none.
    fn courses(&self, snapshot: &Snapshot, editions: &Set) -> Set {
        let mut courses = courses_of(snapshot, editions);
        if self.from_home {
            let forms = snapshot.codes("learning_form").iter();
            let of_each = snapshot.of_each(Facet::LearningForm);
            for (form, set) in forms.zip(of_each) {
                if FROM_HOME.contains(&form.code.as_str()) {
                    courses.union_with(set);
                }
            }
        }
        courses
    }
}

/// What all wishes leave together, but for the one about a facet.
fn left(besides: &Set, wishes: &[(Facet, Set)], but: Option<Facet>) -> Set {
    let mut left = besides.clone();
    for (_, wish) in wishes.iter().filter(|(of, _)| Some(*of) != but) {
        left.intersect_with(wish);
    }
    left
}

/// The courses of editions.
fn courses_of(snapshot: &Snapshot, editions: &Set) -> Set {
    let mut courses = Set::with_capacity(snapshot.courses.len());
    courses.extend(editions.ones().map(|at| snapshot.editions[at].course));
    courses
}

/// How far an edition is, where its place is known.
pub(super) fn far(snapshot: &Snapshot, from: Point, edition: &Edition) -> Option<u32> {
    let town = &snapshot.municipalities[edition.municipality?];
    Some(from.metres_to(Point::of(town)))
}

/// Something was asked that only means something of an answer to words.
fn needs_words(name: &str) -> Fault {
    Fault::at(
        name,
        "filter.needs_words",
        Text::new(
            "dit zegt alleen iets met woorden in `q`",
            "this means something only with words in `q`",
        ),
    )
}

/// Something was asked that only means something near a place.
pub(super) fn needs_near(name: impl Into<String>) -> Fault {
    Fault::at(
        name,
        "filter.needs_near",
        Text::new(
            "dit zegt alleen iets met een gemeente in `near`",
            "this means something only with a municipality in `near`",
        ),
    )
}
