//! What words mean here: files with an owner, and the glossary.

use std::sync::LazyLock;

use dutch_search::{Lexicon, Meaning, Sense};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Told;
use super::places::Places;
use crate::domains::catalogue::model::WordFacet;
use crate::domains::catalogue::snapshot::Facts;

/// `search_words.csv`
#[derive(Debug, Deserialize)]
struct WordRow {
    word: String,
    role: Role,
}

/// What a word is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Role {
    Stop,
    Light,
    Own,
    Whole,
    Guarded,
    BeforePlace,
}

/// `search_concepts.csv`
#[derive(Debug, Deserialize)]
pub struct ConceptRow {
    concept: String,
    words: String,
    pub topics: String,
    related: String,
}

/// `search_filters.csv`
#[derive(Debug, Deserialize)]
pub struct FilterRow {
    words: String,
    pub facet: String,
    values: String,
}

/// `search_places.csv`
#[derive(Debug, Deserialize)]
pub struct PlaceRow {
    pub words: String,
    pub kind: String,
    values: String,
}

impl PlaceRow {
    /// What the words name.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        parts(&self.values)
    }
}

/// The files that the product ships.
#[derive(Debug)]
pub struct Files {
    words: Vec<WordRow>,
    pub concepts: Vec<ConceptRow>,
    filters: Vec<FilterRow>,
    pub places: Vec<PlaceRow>,
}

/// Read once. A test holds every line to its form; one that does not read is left out.
pub static FILES: LazyLock<Files> = LazyLock::new(|| Files {
    words: rows(include_str!("../../../../../../data/search_words.csv")),
    concepts: rows(include_str!("../../../../../../data/search_concepts.csv")),
    filters: rows(include_str!("../../../../../../data/search_filters.csv")),
    places: rows(include_str!("../../../../../../data/search_places.csv")),
});

fn rows<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().flatten().collect()
}

/// The parts of a list in one cell.
pub fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split(';').map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// A meaning without what is near it.
fn meaning(name: &str, sense: Sense, phrases: impl Iterator<Item = String>) -> Meaning {
    Meaning {
        name: name.to_owned(),
        sense,
        phrases: phrases.collect(),
        related: Vec::new(),
    }
}

/// Everything that words mean, and what each meaning tells. Concepts come first, then terms,
/// subjects, filters and places.
pub fn lexicon(facts: &Facts, places: &Places) -> (Lexicon, Vec<Told>) {
    let of_role = |role| {
        let words = FILES.words.iter().filter(move |row| row.role == role);
        words.map(|row| row.word.clone()).collect()
    };
    let owned = |cell: &str| parts(cell).map(str::to_owned).collect::<Vec<_>>();
    let (mut meanings, mut told) = (Vec::new(), Vec::new());
    for (row, at) in FILES.concepts.iter().zip(0..) {
        meanings.push(Meaning {
            related: owned(&row.related),
            ..meaning(&row.concept, Sense::Concept, owned(&row.words).into_iter())
        });
        told.push(Told::Concept(at));
    }
    for (term, at) in facts.terms.iter().zip(0..) {
        let names = [&term.name].into_iter().chain(&term.aliases).cloned();
        meanings.push(meaning(&term.name, Sense::Concept, names));
        told.push(Told::Term(at));
    }
    for (subject, at) in facts.subjects.iter().zip(0..) {
        let name = subject.name.nl.as_ref();
        let names = [name]
            .into_iter()
            .chain(subject.aliases.iter().map(String::as_str));
        meanings.push(meaning(name, Sense::Concept, names.map(str::to_owned)));
        told.push(Told::Subject(at));
    }
    for row in &FILES.filters {
        let Some(facet) = WordFacet::from_word(&row.facet) else {
            continue;
        };
        let (words, values) = (owned(&row.words), owned(&row.values));
        let name = words.first().cloned().unwrap_or_default();
        meanings.push(meaning(&name, Sense::Filter, words.into_iter()));
        told.push(Told::Narrows(facet, values));
    }
    for place in &places.all {
        let words = place.words.iter().cloned();
        meanings.push(meaning(&place.name, Sense::Place, words));
        told.push(Told::Narrows(place.facet, vec![place.value.clone()]));
    }
    let lexicon = Lexicon {
        stop: of_role(Role::Stop),
        light: of_role(Role::Light),
        own: of_role(Role::Own),
        whole: of_role(Role::Whole),
        guarded: of_role(Role::Guarded),
        before_place: of_role(Role::BeforePlace),
        meanings,
    };
    (lexicon, told)
}
