//! Which subjects a course may be about, for whoever maps it: by what it says of itself.

use std::cmp::Reverse;

use dutch_search::{Field, Question, Reason};

use crate::domains::catalogue::model::SearchKind;
use crate::domains::catalogue::policy;
use crate::domains::catalogue::service::browse;
use crate::domains::catalogue::service::filter::reference;
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::actor::Actor;
use crate::kernel::error::ApiError;

/// The most subjects that are suggested.
const MOST: usize = 8;

/// A subject that a course may be about.
#[derive(Debug)]
pub struct Suggested {
    /// The subject, by its place.
    pub subject: usize,
    /// How well the course answers whoever asks for that subject.
    pub score: u32,
    /// Why it does.
    pub why: Vec<Reason>,
}

/// A course and the subjects that it may be about.
#[derive(Debug)]
pub struct Mappable {
    /// The course, by its place.
    pub course: usize,
    /// What it may be about and is not mapped on, likeliest first.
    pub suggested: Vec<Suggested>,
}

/// How a course that they see is mapped, for editors and administrators, and on what it may be
/// mapped too.
/// Nothing of that is so until somebody says it.
pub fn mapping(snapshot: &Snapshot, actor: &Actor, id_or_slug: &str) -> Result<Mappable, ApiError> {
    policy::editor(actor)?;
    let course = browse::course(snapshot, &reference(id_or_slug))?;
    let suggested = suggested(snapshot, course);
    Ok(Mappable { course, suggested })
}

/// The subjects by whose name, or another name that they have, a course is surely found in its
/// own words.
fn suggested(snapshot: &Snapshot, course: usize) -> Vec<Suggested> {
    let mapped = &snapshot.courses[course].subjects;
    let subjects = snapshot.subjects.iter().enumerate();
    let subjects = subjects.filter(|(at, _)| !mapped.contains(at));
    let mut suggested: Vec<Suggested> = subjects
        .filter_map(|(subject, it)| {
            let names = it.aliases.iter().map(String::as_str);
            let names = [it.name.nl.as_ref()].into_iter().chain(names);
            let answers = names.filter_map(|name| answer(snapshot, course, name));
            let (score, why) = answers.max_by_key(|(score, _)| *score)?;
            Some(Suggested {
                subject,
                score,
                why,
            })
        })
        .collect();
    suggested.sort_by_key(|it| (Reverse(it.score), it.subject));
    suggested.truncate(MOST);
    suggested
}

/// How well a course answers a question in its title or in what is said of it, where it surely
/// does: what it is mapped on already tells nothing new.
fn answer(snapshot: &Snapshot, course: usize, asked: &str) -> Option<(u32, Vec<Reason>)> {
    let search = &snapshot.search;
    let question: Question = search.index.question(asked);
    let mut found = search.answers(&question);
    let found = found.find(|it| it.kind == SearchKind::Course && it.at == course)?;
    let mut why = search.index.why(&question, found.hit.doc);
    why.retain(|reason| {
        let own = |field: &Field| matches!(field, Field::Title | Field::Body);
        reason.fields.iter().any(own)
    });
    (found.is_sure() && !why.is_empty()).then_some((found.hit.score, why))
}
