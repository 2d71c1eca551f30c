//! What belongs to a meaning without saying so in words: the topic of a concept and what is
//! about it, what has a property, what is at a place.

use super::Told;
use super::lexicon::{FILES, parts};
use super::places::Places;
use crate::domains::catalogue::model::{Facet, PartOfDay, Pricing, SearchKind, WordFacet};
use crate::domains::catalogue::snapshot::{Facts, Set};

/// What the topics of a concept are worth, the first and those after it.
const TOPICS: [f32; 3] = [0.9, 0.6, 0.45];
/// What those of a term are worth: it is about less than all of a topic.
const OF_TERM: f32 = 0.5;
/// What is about a topic mainly, and also.
const MAINLY: f32 = 0.45;
const ALSO: f32 = 0.3;
/// What a subject is worth to itself, and what is about it.
const SUBJECT: f32 = 0.9;
const OF_SUBJECT: f32 = 0.6;
/// What a term is worth to the concept of its topic.
const TERM: f32 = 0.25;
/// What has a property.
const HAS: f32 = 0.9;
/// What is for everybody is at least so much for each.
const LEAST: f32 = 0.2;

/// What each meaning reaches, by documents.
pub fn reached(
    facts: &Facts,
    told: &[Told],
    places: &Places,
    begins: [usize; SearchKind::ALL.len()],
) -> Vec<Vec<(u32, f32)>> {
    let docs = Docs { facts, begins };
    let at_places = places.reached(facts);
    let first = told.len() - at_places.len();
    let mut reached: Vec<Vec<(u32, f32)>> = told[..first]
        .iter()
        .map(|told| match told {
            Told::Concept(row) => {
                let topics = parts(&FILES.concepts[*row].topics);
                let topics = topics.filter_map(|slug| facts.topic(slug));
                docs.about(topics, 1.0)
            }
            Told::Term(at) => docs.about(facts.terms[*at].topics.iter().copied(), OF_TERM),
            Told::Subject(at) => docs.about_subject(*at),
            Told::Narrows(facet, values) => docs.with(*facet, values),
        })
        .collect();
    reached.extend(at_places.into_iter().map(|place| {
        let of = |kind, list: Vec<(usize, f32)>| {
            let list = list.into_iter();
            list.map(move |(at, worth)| (docs.doc(kind, at), worth))
        };
        let courses = of(SearchKind::Course, place.courses);
        most(
            courses
                .chain(of(SearchKind::Provider, place.providers))
                .collect(),
        )
    }));
    reached
}

#[derive(Clone, Copy)]
struct Docs<'f> {
    facts: &'f Facts,
    begins: [usize; SearchKind::ALL.len()],
}

impl Docs<'_> {
    fn doc(self, kind: SearchKind, at: usize) -> u32 {
        u32::try_from(self.begins[kind as usize] + at).unwrap_or(u32::MAX)
    }

    /// Topics, and what is about them.
    fn about(self, topics: impl Iterator<Item = usize>, share: f32) -> Vec<(u32, f32)> {
        let mut reached = Vec::new();
        let of_topic = self.facts.sets.of_each(Facet::Topic);
        for (topic, worth) in topics.zip(TOPICS.map(|worth| worth * share)) {
            reached.push((self.doc(SearchKind::Topic, topic), worth));
            for course in of_topic[topic].ones() {
                let mainly = self.facts.courses[course].topics.first() == Some(&topic);
                let part = if mainly { MAINLY } else { ALSO };
                reached.push((self.doc(SearchKind::Course, course), worth * part));
            }
            for (term, at) in self.facts.terms.iter().zip(0..) {
                if term.topics.contains(&topic) {
                    reached.push((self.doc(SearchKind::Term, at), worth * TERM));
                }
            }
        }
        most(reached)
    }

    /// A subject, and what is about it.
    fn about_subject(self, subject: usize) -> Vec<(u32, f32)> {
        let courses = self.facts.sets.of_each(Facet::Subject)[subject].ones();
        let courses = courses.map(|at| (self.doc(SearchKind::Course, at), OF_SUBJECT));
        let itself = (self.doc(SearchKind::Subject, subject), SUBJECT);
        courses.chain([itself]).collect()
    }

    /// Everything of these kinds.
    fn of_kinds(self, kinds: &[String]) -> Vec<(u32, f32)> {
        let counts = [
            self.facts.courses.len(),
            self.facts.topics.len(),
            self.facts.providers.len(),
            self.facts.terms.len(),
            self.facts.subjects.len(),
        ];
        let kinds = kinds.iter().filter_map(|kind| SearchKind::from_word(kind));
        let things = kinds.flat_map(|kind| (0..counts[kind as usize]).map(move |at| (kind, at)));
        things.map(|(kind, at)| (self.doc(kind, at), HAS)).collect()
    }

    /// The courses with an edition at one of these parts of the day and the week.
    fn at_times(self, parts: &[String]) -> Vec<(u32, f32)> {
        let of_each = self.facts.sets.of_each(Facet::PartOfDay);
        let named = PartOfDay::ALL.iter().zip(of_each);
        let named = named.filter(|(part, _)| parts.iter().any(|it| it == part.word()));
        let editions = named.flat_map(|(_, editions)| editions.ones());
        let courses = editions.map(|at| self.facts.editions[at].course);
        let courses: Set = courses.collect();
        let courses = courses.ones();
        courses
            .map(|at| (self.doc(SearchKind::Course, at), HAS))
            .collect()
    }

    /// What has any of these values of a facet.
    fn with(self, facet: WordFacet, values: &[String]) -> Vec<(u32, f32)> {
        let facts = self.facts;
        if facet == WordFacet::Kind {
            return self.of_kinds(values);
        }
        if facet == WordFacet::PartOfDay {
            return self.at_times(values);
        }
        let named = |code: &str| values.iter().any(|it| it == code);
        let courses = facts.courses.iter().zip(0..).filter_map(|(course, at)| {
            let has = match facet {
                WordFacet::Price => named(Pricing::of(course.price_cents).word()),
                WordFacet::LearningForm => named(&course.learning_form.code),
                WordFacet::ProductKind => named(&course.product_kind.code),
                WordFacet::Language => named(&course.language),
                WordFacet::Audience => course.audiences.iter().any(|it| named(&it.code)),
                _ => false,
            };
            // What is for everybody is not made for somebody.
            let share = match facet {
                WordFacet::Audience => (course.audiences.len() as f32).recip().max(LEAST),
                _ => HAS,
            };
            has.then(|| (self.doc(SearchKind::Course, at), share))
        });
        let providers = facts
            .providers
            .iter()
            .zip(0..)
            .filter_map(|(provider, at)| {
                let has = facet == WordFacet::ProviderKind && named(&provider.kind.code);
                has.then(|| (self.doc(SearchKind::Provider, at), HAS))
            });
        courses.chain(providers).collect()
    }
}

/// The most that each document is worth.
fn most(mut reached: Vec<(u32, f32)>) -> Vec<(u32, f32)> {
    reached.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    reached.dedup_by_key(|it| it.0);
    reached
}
