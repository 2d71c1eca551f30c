//! Lists, a page at a time, and items by id or slug. No database is asked.

use super::filter::{
    CourseQuery, EditionQuery, MunicipalityQuery, ProviderQuery, Reading, TermQuery, TopicQuery,
    reference, words,
};
use crate::domains::catalogue::error::{CatalogueError, Thing};
use crate::domains::catalogue::model::{Course, Placed};
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::page::{Cursor, Page, PageRequest};

type Found = Result<usize, CatalogueError>;
type Listed = Result<Page<usize>, CatalogueError>;

fn found(thing: Thing, at: Option<usize>) -> Found {
    at.ok_or(CatalogueError::NotFound(thing))
}

/// Every one of `wanted` occurs in `haystack`.
fn has_words(haystack: &str, wanted: &[String]) -> bool {
    wanted.iter().all(|word| haystack.contains(word.as_str()))
}

/// No values means any.
fn any_of<T>(wanted: &[T], is: impl Fn(&T) -> bool) -> bool {
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
    let pillars = reading.places("pillar", &query.pillar, |s, value| s.pillar(value));
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
    let kinds = reading.codes("kind", "provider_kind", &query.kind);
    reading.finish()?;
    let wanted = words(query.q.as_deref());
    let all: Vec<usize> = (0..snapshot.providers.len())
        .filter(|at| {
            let provider = &snapshot.providers[*at];
            any_of(kinds, |kind| provider.kind.code == *kind)
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
    /// Those of a provider.
    Provider(usize),
}

impl Within {
    fn holds(self, snapshot: &Snapshot, course: &Course) -> bool {
        match self {
            Self::Everything => true,
            Self::Pillar(pillar) => snapshot.is_about(course, pillar),
            Self::Topic(topic) => course.topics.contains(&topic),
            Self::Provider(provider) => course.provider == provider,
        }
    }
}

/// Courses: what is current first, then by title.
pub fn courses(
    snapshot: &Snapshot,
    within: Within,
    query: &CourseQuery,
    page: &PageRequest,
) -> Listed {
    let chosen = matching_courses(snapshot, within, query)?;
    Ok(page.cut(&chosen, |at| snapshot.place_of_course(*at)))
}

/// Where every course stands that a filter leaves, in the order of the list.
pub fn matching_courses(
    snapshot: &Snapshot,
    within: Within,
    query: &CourseQuery,
) -> Result<Vec<usize>, CatalogueError> {
    let mut reading = Reading::of(snapshot);
    let pillars = reading.places("pillar", &query.pillar, |s, value| s.pillar(value));
    let topics = reading.places("topic", &query.topic, |s, value| s.topic(value));
    let providers = reading.places("provider", &query.provider, |s, value| s.provider(value));
    let forms = reading.codes("learningForm", "learning_form", &query.learning_form);
    let audiences = reading.codes("audience", "audience", &query.audience);
    reading.finish()?;
    let wanted = words(query.q.as_deref());
    let chosen = snapshot
        .order
        .iter()
        .copied()
        .filter(|at| {
            let course = &snapshot.courses[*at];
            within.holds(snapshot, course)
                && any_of(&query.offer, |offer| snapshot.offers[*at] == *offer)
                && any_of(&providers, |provider| course.provider == *provider)
                && any_of(forms, |form| course.learning_form.code == *form)
                && any_of(audiences, |a| {
                    course.audiences.iter().any(|it| it.code == *a)
                })
                && any_of(&topics, |topic| course.topics.contains(topic))
                && any_of(&pillars, |pillar| snapshot.is_about(course, *pillar))
                && has_words(&course.haystack, &wanted)
        })
        .collect();
    Ok(chosen)
}

/// A course, by id or slug.
pub fn course(snapshot: &Snapshot, id_or_slug: &str) -> Found {
    found(Thing::Course, snapshot.course(&reference(id_or_slug)))
}

/// Editions, by date; those without a year last.
pub fn editions(snapshot: &Snapshot, query: &EditionQuery, page: &PageRequest) -> Listed {
    let mut reading = Reading::of(snapshot);
    let courses = reading.places("course", &query.course, |s, value| s.course(value));
    let towns = reading.places("municipality", &query.municipality, |s, v| {
        s.municipality(v)
    });
    reading.finish()?;
    let all: Vec<usize> = (0..snapshot.editions.len())
        .filter(|at| {
            let edition = &snapshot.editions[*at];
            any_of(&courses, |course| edition.course == *course)
                && any_of(&towns, |town| edition.municipality == Some(*town))
        })
        .collect();
    Ok(cut_editions(snapshot, &all, page))
}

/// The editions of one course, by date.
pub fn editions_of(snapshot: &Snapshot, course: usize, page: &PageRequest) -> Page<usize> {
    cut_editions(snapshot, &snapshot.courses[course].editions, page)
}

fn cut_editions(snapshot: &Snapshot, all: &[usize], page: &PageRequest) -> Page<usize> {
    page.cut(all, |at| snapshot.editions[*at].place())
}

/// What the reviews of one course say in words, in an order that tells nothing. How
/// many there are is told as a class, in the summary, and not here.
pub fn reviews_of(snapshot: &Snapshot, course: usize, page: &PageRequest) -> Page<usize> {
    let all = &snapshot.courses[course].reviews;
    let place = |at: &usize| Cursor(vec![snapshot.reviews[*at].id.0.to_string()]);
    Page {
        total: None,
        ..page.cut(all, place)
    }
}

/// An edition, by id.
pub fn edition(snapshot: &Snapshot, id: &str) -> Found {
    found(Thing::Edition, snapshot.edition(&reference(id)))
}

/// Municipalities, by name.
pub fn municipalities(
    snapshot: &Snapshot,
    query: &MunicipalityQuery,
    page: &PageRequest,
) -> Listed {
    let mut reading = Reading::of(snapshot);
    let provinces = reading.known("province", &query.province, |s, value| {
        s.municipalities
            .iter()
            .any(|municipality| municipality.province == value)
    });
    let regions = reading.known("youthRegion", &query.youth_region, |s, value| {
        s.municipalities
            .iter()
            .any(|municipality| municipality.youth_region == value)
    });
    reading.finish()?;
    let wanted = words(query.q.as_deref());
    let all: Vec<usize> = (0..snapshot.municipalities.len())
        .filter(|at| {
            let town = &snapshot.municipalities[*at];
            any_of(provinces, |province| town.province == *province)
                && any_of(regions, |region| town.youth_region == *region)
                && has_words(&town.haystack, &wanted)
        })
        .collect();
    Ok(page.cut(&all, |at| snapshot.municipalities[*at].place()))
}

/// A municipality, by CBS code or slug.
pub fn municipality(snapshot: &Snapshot, code_or_slug: &str) -> Found {
    found(Thing::Municipality, snapshot.municipality(code_or_slug))
}

/// Terms, by name.
pub fn terms(snapshot: &Snapshot, query: &TermQuery, page: &PageRequest) -> Listed {
    let mut reading = Reading::of(snapshot);
    let topics = reading.places("topic", &query.topic, |s, value| s.topic(value));
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
    page.cut(&all, |at| Cursor(vec![snapshot.code_lists[*at].0.clone()]))
}

/// A list of codes, by name.
pub fn code_list(snapshot: &Snapshot, name: &str) -> Found {
    found(
        Thing::CodeList,
        snapshot
            .code_lists
            .iter()
            .position(|(list, _)| list == name),
    )
}
