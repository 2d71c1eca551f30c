//! Courses put up for counting: each with the places it has in every dimension.
//!
//! Putting up is done once for a snapshot; counting then adds ones.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use arc_swap::ArcSwapOption;

use super::model::{Dimension, named};
use crate::domains::catalogue::{Coded, Offer, Snapshot};
use crate::kernel::language::Text;
use crate::kernel::words::fold;

/// The code of what a course does not tell.
pub const UNKNOWN: &str = "unknown";
/// The code of what is for every foster parent.
const EVERYBODY: &str = "everybody";
/// What providers call the whole country.
const NATIONWIDE: &str = "landelijk";

/// The courses of one snapshot, put up for counting.
#[derive(Debug)]
pub struct Shelf {
    of: Weak<Snapshot>,
    axes: Vec<Axis>,
    offers: Vec<Offer>,
    examples: Vec<bool>,
}

/// One dimension: its codes, and which of them each course has.
#[derive(Debug)]
pub struct Axis {
    /// Which one.
    pub dimension: Dimension,
    /// Its codes, in order; those that no course has, too.
    pub codes: Vec<Coded>,
    /// What each code stands under, where codes of this dimension do.
    pub parents: Vec<Option<String>>,
    places: Vec<Vec<usize>>,
}

/// How many courses there are of each offer, in the order of [`Offer::ALL`].
pub type Tally = [u32; Offer::ALL.len()];

impl Shelf {
    fn of(snapshot: &Arc<Snapshot>) -> Self {
        let example = |at: &usize| {
            let course = &snapshot.courses[*at];
            let mut editions = course.editions.iter();
            course.record.example || editions.any(|at| snapshot.editions[*at].example)
        };
        Self {
            of: Arc::downgrade(snapshot),
            axes: Dimension::ALL
                .into_iter()
                .map(|dimension| Axis::of(snapshot, dimension))
                .collect(),
            offers: snapshot.offers.clone(),
            examples: (0..snapshot.courses.len()).map(|at| example(&at)).collect(),
        }
    }

    /// The axis of a dimension.
    pub fn axis(&self, dimension: Dimension) -> &Axis {
        &self.axes[dimension as usize]
    }

    /// Counts courses: once in each cell that they touch. The last dimension runs
    /// fastest.
    pub fn count(&self, by: &[&Axis], courses: &[usize]) -> Vec<Tally> {
        let mut cells = vec![Tally::default(); by.iter().map(|axis| axis.codes.len()).product()];
        let (mut touched, mut further) = (Vec::new(), Vec::new());
        for course in courses {
            touched.clear();
            touched.push(0);
            for axis in by {
                further.clear();
                for begun in &touched {
                    let places = axis.places[*course].iter();
                    further.extend(places.map(|place| begun * axis.codes.len() + place));
                }
                std::mem::swap(&mut touched, &mut further);
            }
            for cell in &touched {
                cells[*cell][self.offers[*course] as usize] += 1;
            }
        }
        cells
    }

    /// Whether any of these is there, or is current, only to show how it looks.
    pub fn has_examples(&self, courses: &[usize]) -> bool {
        courses.iter().any(|course| self.examples[*course])
    }
}

impl Axis {
    fn of(snapshot: &Snapshot, dimension: Dimension) -> Self {
        let list = |name| snapshot.code_list(name).unwrap_or_default().to_vec();
        let topics = || {
            let topics = snapshot.topics.iter();
            topics.map(|topic| coded(&topic.slug, topic.name.clone()))
        };
        let mut axis = Self {
            dimension,
            parents: parents(snapshot, dimension),
            codes: match dimension {
                Dimension::Pillar => {
                    let pillars = snapshot.pillars.iter();
                    pillars.map(|it| coded(&it.slug, it.name.clone())).collect()
                }
                Dimension::Topic | Dimension::MainTopic => topics().collect(),
                Dimension::Subject => {
                    let subjects = snapshot.subjects.iter();
                    let coded = subjects.map(|it| coded(&it.slug, it.name.clone()));
                    coded.collect()
                }
                Dimension::LearningForm => list("learning_form"),
                Dimension::FormGroup => list("form_group"),
                Dimension::ProductKind => list("product_kind"),
                Dimension::Audience => list("audience"),
                Dimension::NamedAudience => {
                    let label = Text::new("Alle pleegouders", "Every foster parent");
                    let mut codes = list("audience");
                    codes.push(coded(EVERYBODY, label));
                    codes
                }
                Dimension::Province => names(snapshot, |town| &town.province),
                Dimension::YouthRegion => names(snapshot, |town| &town.youth_region),
                Dimension::RegionServed => {
                    let mut codes = names(snapshot, |town| &town.youth_region);
                    codes.push(coded(NATIONWIDE, Text::new("Landelijk", "Nationwide")));
                    codes
                }
            },
            places: Vec::with_capacity(snapshot.courses.len()),
        };
        // Some lists have their own word for it, and what names nobody is for everybody.
        if !matches!(
            dimension,
            Dimension::LearningForm | Dimension::ProductKind | Dimension::NamedAudience
        ) {
            axis.codes
                .push(coded(UNKNOWN, Text::new("Onbekend", "Unknown")));
        }
        axis.put_up(snapshot);
        axis.parents.resize(axis.codes.len(), None);
        axis
    }

    /// Finds the places of every course. A code that is in no list (any more) gets
    /// one at the end: no course is left out.
    fn put_up(&mut self, snapshot: &Snapshot) {
        let mut known: HashMap<String, usize> = HashMap::new();
        for (at, code) in self.codes.iter().enumerate() {
            known.insert(code.code.clone(), at);
        }
        for course in 0..snapshot.courses.len() {
            let mut places = Vec::new();
            for code in codes(snapshot, self.dimension, course) {
                let place = *known.entry(code.to_owned()).or_insert_with(|| {
                    self.codes
                        .push(coded(code, Text::new(code.to_owned(), code.to_owned())));
                    self.codes.len() - 1
                });
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            self.places.push(places);
        }
    }
}

/// The codes of a course in a dimension; at least one.
fn codes(snapshot: &Snapshot, dimension: Dimension, course: usize) -> Vec<&str> {
    let course = &snapshot.courses[course];
    let audiences = || {
        let audiences = course.audiences.iter();
        audiences.map(|audience| audience.code.as_str()).collect()
    };
    let towns = || {
        let editions = course.editions.iter().map(|at| &snapshot.editions[*at]);
        let towns = editions.filter_map(|edition| edition.municipality);
        towns.map(|at| &snapshot.municipalities[at])
    };
    let topics = course.topics.iter().map(|at| &snapshot.topics[*at]);
    let mut codes: Vec<&str> = match dimension {
        Dimension::Pillar => topics
            .map(|topic| snapshot.pillars[topic.pillar].slug.as_str())
            .collect(),
        Dimension::Topic => topics.map(|topic| topic.slug.as_str()).collect(),
        Dimension::MainTopic => topics.map(|topic| topic.slug.as_str()).take(1).collect(),
        Dimension::Subject => {
            let subjects = course.subjects.iter().map(|at| &snapshot.subjects[*at]);
            subjects.map(|subject| subject.slug.as_str()).collect()
        }
        Dimension::LearningForm => vec![&course.learning_form.code],
        Dimension::FormGroup => {
            let group = course.learning_form.group.iter();
            group.map(String::as_str).collect()
        }
        Dimension::ProductKind => vec![&course.product_kind.code],
        Dimension::Audience => audiences(),
        Dimension::NamedAudience => {
            named(&audiences(), snapshot.codes("audience").len(), EVERYBODY)
        }
        Dimension::Province => towns().map(|town| town.province.as_str()).collect(),
        Dimension::YouthRegion => towns().map(|town| town.youth_region.as_str()).collect(),
        Dimension::RegionServed => {
            let regions = snapshot.providers[course.provider].regions.iter();
            regions.map(String::as_str).collect()
        }
    };
    if codes.is_empty() {
        codes.push(UNKNOWN);
    }
    codes
}

/// What each code stands under, in the order of the codes.
fn parents(snapshot: &Snapshot, dimension: Dimension) -> Vec<Option<String>> {
    match dimension {
        Dimension::Topic | Dimension::MainTopic => {
            let pillars = snapshot
                .topics
                .iter()
                .map(|it| &snapshot.pillars[it.pillar]);
            pillars.map(|it| Some(it.slug.clone())).collect()
        }
        Dimension::Subject => {
            let topics = snapshot
                .subjects
                .iter()
                .map(|it| &snapshot.topics[it.topic]);
            topics.map(|it| Some(it.slug.clone())).collect()
        }
        _ => Vec::new(),
    }
}

/// The names that municipalities stand under, each once, by alphabet.
fn names<'s>(
    snapshot: &'s Snapshot,
    name: impl Fn(&'s crate::domains::catalogue::Municipality) -> &'s String,
) -> Vec<Coded> {
    let mut names: Vec<&String> = snapshot.municipalities.iter().map(name).collect();
    names.sort_by_cached_key(|name| fold(name));
    names.dedup();
    let named = names.into_iter();
    named
        .map(|name| coded(name, Text::new(name.clone(), name.clone())))
        .collect()
}

fn coded(code: &str, label: Text) -> Coded {
    Coded {
        code: code.to_owned(),
        label,
        group: None,
    }
}

/// The shelf of the snapshot that was last asked for.
#[derive(Debug, Default)]
pub struct Shelves(ArcSwapOption<Shelf>);

impl Shelves {
    /// The courses of this snapshot, put up now where they are not yet.
    pub fn of(&self, snapshot: &Arc<Snapshot>) -> Arc<Shelf> {
        if let Some(shelf) = &*self.0.load()
            && shelf.of.ptr_eq(&Arc::downgrade(snapshot))
        {
            return shelf.clone();
        }
        let shelf = Arc::new(Shelf::of(snapshot));
        self.0.store(Some(shelf.clone()));
        shelf
    }
}
