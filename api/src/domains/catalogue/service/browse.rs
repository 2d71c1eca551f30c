//! Lists, a page at a time, and items by id or slug. No database is asked.

use super::choice::{Editions, far};
use super::filter::{EditionQuery, Reading, reference, words};
use super::named::Named;
use super::narrow::{MunicipalityQuery, ProviderQuery, TermQuery, TopicQuery};
use crate::domains::catalogue::error::{CatalogueError, Thing};
use crate::domains::catalogue::model::{Facet, Placed, Point};
use crate::domains::catalogue::snapshot::{Set, Snapshot, all_of};
use crate::kernel::page::{Cursor, Page, PageRequest};

type Found = Result<usize, CatalogueError>;
type Listed = Result<Page<usize>, CatalogueError>;

fn found(thing: Thing, at: Option<usize>) -> Found {
    at.ok_or(CatalogueError::NotFound(thing))
}

/// Every one of `wanted` occurs in `haystack`.
pub(super) fn has_words(haystack: &str, wanted: &[String]) -> bool {
    wanted.iter().all(|word| haystack.contains(word.as_str()))
}

/// No values means any.
pub(super) fn any_of<T>(wanted: &[T], is: impl Fn(&T) -> bool) -> bool {
    wanted.is_empty() || wanted.iter().any(is)
}

/// The pillars, in their order.
pub fn pillars(snapshot: &Snapshot, page: &PageRequest) -> Page<usize> {
    let all: Vec<usize> = (0..snapshot.pillars.len()).collect();
    page.cut(&all, |at| snapshot.pillars[*at].place())
}

/// A pillar, by id or slug.
pub fn pillar(snapshot: &Snapshot, id_or_slug: &str) -> Found {
    found(Thing::Pillar, snapshot.pillar(&reference(id_or_slug)))
}

/// Topics, in the order of the model.
pub fn topics(snapshot: &Snapshot, query: &TopicQuery, page: &PageRequest) -> Listed {
    let mut reading = Reading::of(snapshot);
    let pillars = reading.named("pillar", Named::Pillar, &query.pillar);
    reading.finish()?;
    let all: Vec<usize> = (0..snapshot.topics.len())
        .filter(|at| any_of(&pillars, |pillar| snapshot.topics[*at].pillar == *pillar))
        .collect();
    Ok(page.cut(&all, |at| snapshot.topics[*at].place()))
}

/// The topics under one pillar.
pub fn topics_of(snapshot: &Snapshot, pillar: usize, page: &PageRequest) -> Page<usize> {
    let all: Vec<usize> = (0..snapshot.topics.len())
        .filter(|at| snapshot.topics[*at].pillar == pillar)
        .collect();
    page.cut(&all, |at| snapshot.topics[*at].place())
}

/// A topic, by id or slug.
pub fn topic(snapshot: &Snapshot, id_or_slug: &str) -> Found {
    found(Thing::Topic, snapshot.topic(&reference(id_or_slug)))
}

/// Providers, by name.
pub fn providers(snapshot: &Snapshot, query: &ProviderQuery, page: &PageRequest) -> Listed {
    let mut reading = Reading::of(snapshot);
    let kinds = reading.named("kind", Named::Code("provider_kind"), &query.kind);
    reading.finish()?;
    let wanted = words(query.q.as_deref());
    let known = snapshot.codes("provider_kind");
    let all: Vec<usize> = (0..snapshot.providers.len())
        .filter(|at| {
            let provider = &snapshot.providers[*at];
            any_of(&kinds, |kind| provider.kind.code == known[*kind].code)
                && has_words(&provider.sort_name, &wanted)
        })
        .collect();
    Ok(page.cut(&all, |at| snapshot.providers[*at].place()))
}

/// A provider, by id or slug.
pub fn provider(snapshot: &Snapshot, id_or_slug: &str) -> Found {
    found(Thing::Provider, snapshot.provider(&reference(id_or_slug)))
}

/// From where courses are looked at: a filter narrows that further.
#[derive(Clone, Copy, Debug)]
pub enum Within {
    /// All of them.
    Everything,
    /// Those about a pillar.
    Pillar(usize),
    /// Those about a topic.
    Topic(usize),
    /// Those about a subject.
    Subject(usize),
    /// Those of a provider.
    Provider(usize),
}

impl Within {
    pub(super) fn courses(self, snapshot: &Snapshot) -> Set {
        match self {
            Self::Everything => all_of(snapshot.courses.len()),
            Self::Pillar(at) => snapshot.of_each(Facet::Pillar)[at].clone(),
            Self::Topic(at) => snapshot.of_each(Facet::Topic)[at].clone(),
            Self::Subject(at) => snapshot.of_each(Facet::Subject)[at].clone(),
            Self::Provider(at) => snapshot.of_each(Facet::Provider)[at].clone(),
        }
    }
}

/// A course, by id or slug.
pub fn course(snapshot: &Snapshot, id_or_slug: &str) -> Found {
    found(Thing::Course, snapshot.course(&reference(id_or_slug)))
}

/// Editions, by date; those without a year last. Of all courses, where none is named.
pub fn editions(
    snapshot: &Snapshot,
    courses: &[String],
    query: &EditionQuery,
    page: &PageRequest,
) -> Listed {
    let mut reading = Reading::of(snapshot);
    let courses = reading.named("course", Named::Course, courses);
    let meant = Editions::read(&mut reading, query);
    reading.finish()?;
    let all: Vec<usize> = meant
        .places()
        .filter(|at| any_of(&courses, |course| snapshot.editions[*at].course == *course))
        .collect();
    Ok(cut_editions(snapshot, &all, page))
}

/// The editions of one course, by date.
pub fn editions_of(
    snapshot: &Snapshot,
    course: usize,
    query: &EditionQuery,
    page: &PageRequest,
) -> Listed {
    let mut reading = Reading::of(snapshot);
    let meant = Editions::read(&mut reading, query);
    reading.finish()?;
    let editions = snapshot.courses[course].editions.iter().copied();
    let all: Vec<usize> = editions.filter(|at| meant.holds(*at)).collect();
    Ok(cut_editions(snapshot, &all, page))
}

fn cut_editions(snapshot: &Snapshot, all: &[usize], page: &PageRequest) -> Page<usize> {
    page.cut(all, |at| snapshot.editions[*at].place())
}

/// What the reviews of one course say in words, in an order that tells nothing. How
/// many there are is told as a class, in the summary, and not here.
pub fn reviews_of(snapshot: &Snapshot, course: usize, page: &PageRequest) -> Page<usize> {
    let all: Vec<usize> = snapshot.courses[course].reviews.clone().collect();
    let place = |at: &usize| Cursor(vec![snapshot.reviews[*at].id.0.to_string()]);
    Page {
        total: None,
        ..page.cut(&all, place)
    }
}

/// An edition, by id.
pub fn edition(snapshot: &Snapshot, id: &str) -> Found {
    found(Thing::Edition, snapshot.edition(&reference(id)))
}

/// How far an edition is from a municipality, where that is known, in metres.
pub fn metres(snapshot: &Snapshot, town: usize, edition: usize) -> Option<u32> {
    let from = Point::of(&snapshot.municipalities[town]);
    far(snapshot, from, &snapshot.editions[edition])
}

/// Municipalities, by name.
pub fn municipalities(
    snapshot: &Snapshot,
    query: &MunicipalityQuery,
    page: &PageRequest,
) -> Listed {
    let mut reading = Reading::of(snapshot);
    let provinces = reading.named("province", Named::Province, &query.province);
    let regions = reading.named("youthRegion", Named::YouthRegion, &query.youth_region);
    reading.finish()?;
    let wanted = words(query.q.as_deref());
    let all: Vec<usize> = (0..snapshot.municipalities.len())
        .filter(|at| {
            let town = &snapshot.municipalities[*at];
            let of_province =
                |other: &usize| town.province == snapshot.municipalities[*other].province;
            any_of(&provinces, of_province)
                && any_of(&regions, |region| {
                    town.youth_region == snapshot.sets.youth_regions[*region]
                })
                && has_words(&town.haystack, &wanted)
        })
        .collect();
    Ok(page.cut(&all, |at| snapshot.municipalities[*at].place()))
}

/// A municipality, by CBS code, slug or name.
pub fn municipality(snapshot: &Snapshot, code_or_slug: &str) -> Found {
    found(Thing::Municipality, snapshot.municipality(code_or_slug))
}

/// Terms, by name.
pub fn terms(snapshot: &Snapshot, query: &TermQuery, page: &PageRequest) -> Listed {
    let mut reading = Reading::of(snapshot);
    let topics = reading.named("topic", Named::Topic, &query.topic);
    reading.finish()?;
    let wanted = words(query.q.as_deref());
    let all: Vec<usize> = (0..snapshot.terms.len())
        .filter(|at| {
            let term = &snapshot.terms[*at];
            any_of(&topics, |topic| term.topics.contains(topic))
                && has_words(&term.haystack, &wanted)
        })
        .collect();
    Ok(page.cut(&all, |at| snapshot.terms[*at].place()))
}

/// A term, by id or slug.
pub fn term(snapshot: &Snapshot, id_or_slug: &str) -> Found {
    found(Thing::Term, snapshot.term(&reference(id_or_slug)))
}

/// The lists of codes, by name.
pub fn code_lists(snapshot: &Snapshot, page: &PageRequest) -> Page<usize> {
    let all: Vec<usize> = (0..snapshot.code_lists.len()).collect();
    page.cut(&all, |at| {
        Cursor(vec![snapshot.code_lists[*at].name.clone()])
    })
}

/// A list of codes, by name.
pub fn code_list(snapshot: &Snapshot, name: &str) -> Found {
    found(
        Thing::CodeList,
        snapshot
            .code_lists
            .iter()
            .position(|list| list.name == name),
    )
}
