//! The catalogue, ready to be searched in words.

mod lexicon;
mod places;
mod reach;

use std::sync::Arc;

use dutch_search::{Builder, Field, Hit, Index, Names, Narrowings, Question};

use self::places::{Places, offered};
use super::Facts;
use super::since::Since;
use crate::domains::catalogue::model::{Course, SearchKind, WordFacet};

/// What a meaning of words tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// What is looked for, by its line in the lexicon.
    Concept(usize),
    /// A term of the glossary, by its place.
    Term(usize),
    /// A subject, by its place.
    Subject(usize),
    /// What it is narrowed down to: the facet, and its values.
    Narrows(WordFacet, Vec<String>),
}

/// Something that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What sort of thing.
    pub kind: SearchKind,
    /// Where it stands among its kind.
    pub at: usize,
    /// What the index knows of it.
    pub hit: Hit,
    /// Which of what is demanded of such a thing it is not known to have.
    pub lacks: Narrowings,
}

impl Found {
    /// Whether it surely answers; otherwise it may be worth a look.
    pub fn is_sure(&self) -> bool {
        self.hit.confident && self.lacks.is_empty()
    }
}

/// The catalogue, ready to be searched in words.
#[derive(Debug, Default)]
pub struct Search {
    /// Courses, topics, providers, terms and subjects, one after the other.
    pub index: Index,
    /// Their names, in the same order.
    pub names: Arc<Names>,
    /// What each meaning of the index tells.
    pub told: Arc<[Told]>,
    /// The places that can be named.
    places: Arc<Places>,
    /// Where each kind begins.
    begins: [usize; SearchKind::ALL.len()],
}

impl Search {
    /// Makes it; what did not change is taken from the facts before.
    pub fn of(facts: &Facts, since: Option<&Since<'_>>) -> Self {
        let same_lists = since.filter(|it| it.same_lists).map(|it| it.before);
        let (mut builder, places, told) = match same_lists.map(|it| &it.search) {
            Some(before) => {
                let told = before.told.clone();
                (Builder::again(&before.index), before.places.clone(), told)
            }
            None => {
                let places = Places::of(facts);
                let (lexicon, told) = lexicon::lexicon(facts, &places);
                let index = since.map(|it| &it.before.search.index);
                (Builder::new(lexicon, index), places.into(), told.into())
            }
        };
        for course in &facts.courses {
            // The same row of the same lists says the same; its provider's name is read with it.
            let stood = same_lists.and_then(|before| {
                let at = before.course_at(course.id)?;
                Arc::ptr_eq(&before.courses[at].record, &course.record).then_some(at)
            });
            if !stood.is_some_and(|at| builder.keep(at)) {
                builder.add(&course_fields(facts, course));
            }
        }
        for topic in &facts.topics {
            let pillar = &facts.pillars[topic.pillar];
            let mut fields = vec![
                (Field::Title, topic.name.nl.as_ref()),
                (Field::Label, &pillar.name.nl),
            ];
            let page = topic.page.iter();
            fields.extend(page.map(|page| (Field::Body, page.whole.nl.as_ref())));
            builder.add(&fields);
        }
        for (provider, offered) in facts.providers.iter().zip(offered(facts)) {
            let note = provider.note.as_deref().unwrap_or_default();
            let mut fields = vec![
                (Field::Title, provider.name.as_str()),
                (Field::Body, note),
                (Field::Label, &provider.kind.label.nl),
            ];
            let titles = offered.iter().map(|at| &facts.courses[*at].title);
            fields.extend(titles.map(|title| (Field::Offer, title.as_str())));
            builder.add(&fields);
        }
        for term in &facts.terms {
            let mut fields = vec![
                (Field::Title, term.name.as_str()),
                (Field::Body, &term.definition),
            ];
            fields.extend(term.aliases.iter().map(|it| (Field::Alias, it.as_str())));
            builder.add(&fields);
        }
        for subject in &facts.subjects {
            let mut fields = vec![
                (Field::Title, subject.name.nl.as_ref()),
                (Field::Body, &subject.about.nl),
                (Field::Topic, &facts.topics[subject.topic].name.nl),
            ];
            fields.extend(subject.aliases.iter().map(|it| (Field::Alias, it.as_str())));
            builder.add(&fields);
        }
        let mut begins = [0; SearchKind::ALL.len()];
        let counts = [
            facts.courses.len(),
            facts.topics.len(),
            facts.providers.len(),
            facts.terms.len(),
        ];
        for (at, count) in counts.into_iter().enumerate() {
            begins[at + 1] = begins[at] + count;
        }
        let stands = since.is_some_and(|it| it.same_lists && it.same_reach(facts));
        let reached = || reach::reached(facts, &told, &places, begins);
        Self {
            index: builder.build(stands, reached),
            names: names(facts, since),
            told,
            places,
            begins,
        }
    }

    /// What sort of thing a document is, and where it stands among its kind.
    pub fn thing(&self, doc: u32) -> (SearchKind, usize) {
        let doc = doc as usize;
        let kind = self
            .begins
            .iter()
            .rposition(|begin| *begin <= doc)
            .unwrap_or_default();
        (SearchKind::ALL[kind], doc - self.begins[kind])
    }

    /// The topics that a question is about, by their places; none where it is not understood.
    pub fn topics_of(&self, facts: &Facts, question: &Question) -> Vec<usize> {
        let understood = self.index.understood(question);
        let meant = understood.iter().flat_map(|it| &it.meanings);
        let mut topics: Vec<usize> = meant
            .filter_map(|meaning| match &self.told[*meaning] {
                Told::Concept(row) => {
                    let mut topics = lexicon::parts(&lexicon::FILES.concepts[*row].topics);
                    facts.topic(topics.next()?)
                }
                Told::Term(at) => facts.terms[*at].topics.first().copied(),
                Told::Subject(at) => Some(facts.subjects[*at].topic),
                Told::Narrows(..) => None,
            })
            .collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// What answers a question, in no order.
    pub fn answers(&self, question: &Question) -> impl Iterator<Item = Found> {
        let demands = self.demands(question);
        let hits = self.index.search(question).into_iter();
        hits.map(move |hit| {
            let (kind, at) = self.thing(hit.doc);
            Found {
                kind,
                at,
                hit,
                lacks: hit.lacks.and(demands.of(kind)),
            }
        })
    }

    /// What a question demands of what is found, beside what it is about.
    fn demands(&self, question: &Question) -> Demands {
        let narrows = |wanted: fn(WordFacet) -> bool| {
            self.index.narrowed_by(question, |at| match &self.told[at] {
                Told::Narrows(facet, _) => wanted(*facet),
                _ => false,
            })
        };
        Demands {
            all: narrows(WordFacet::is_demand),
            places: narrows(WordFacet::is_place),
            is_about: question.is_about(),
        }
    }
}

/// What is demanded of what is found.
#[derive(Clone, Copy, Debug)]
struct Demands {
    all: Narrowings,
    places: Narrowings,
    is_about: bool,
}

impl Demands {
    /// What of it such a thing can have. A topic has no price and no date: it answers what the
    /// question is about. Where that is nothing, all is demanded of everything.
    fn of(self, kind: SearchKind) -> Narrowings {
        match kind {
            _ if !self.is_about => self.all,
            SearchKind::Course => self.all,
            SearchKind::Provider => self.places,
            SearchKind::Topic | SearchKind::Subject | SearchKind::Term => Narrowings::default(),
        }
    }
}

fn course_fields<'f>(facts: &'f Facts, course: &'f Course) -> Vec<(Field, &'f str)> {
    let mut fields = vec![
        (Field::Title, course.title.as_str()),
        (Field::Body, course.summary.as_str()),
        (
            Field::Source,
            facts.providers[course.provider].name.as_str(),
        ),
    ];
    let topics = course.topics.iter().map(|at| &facts.topics[*at].name);
    fields.extend(topics.map(|name| (Field::Topic, name.nl.as_ref())));
    let price = course.price_text.as_deref();
    fields.extend(price.map(|text| (Field::Body, text)));
    let accreditation = course.accreditation.as_deref();
    fields.extend(accreditation.map(|text| (Field::Body, text)));
    let coded = course.care_types.iter().chain(&course.child_themes);
    fields.extend(coded.map(|it| (Field::Label, it.label.nl.as_ref())));
    fields
}

/// The names of everything, in the order of the index; those from before, where nothing is
/// called otherwise or stands elsewhere.
fn names(facts: &Facts, since: Option<&Since<'_>>) -> Arc<Names> {
    if let Some(since) = since.filter(|it| it.same_lists && it.same_names) {
        return since.before.search.names.clone();
    }
    let courses = facts.courses.iter().map(|it| vec![it.title.as_str()]);
    let topics = facts.topics.iter().map(|it| vec![it.name.nl.as_ref()]);
    let providers = facts.providers.iter().map(|it| vec![it.name.as_str()]);
    let terms = facts.terms.iter().map(|it| {
        let names = [&it.name].into_iter().chain(&it.aliases);
        names.map(String::as_str).collect()
    });
    let subjects = facts.subjects.iter().map(|it| {
        let aliases = it.aliases.iter().map(String::as_str);
        [it.name.nl.as_ref()].into_iter().chain(aliases).collect()
    });
    let topical = courses.chain(topics).chain(providers);
    Names::of(topical.chain(terms).chain(subjects)).into()
}
