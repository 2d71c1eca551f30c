//! What words mean: data of whoever searches, made ready.

use std::collections::{HashMap, HashSet};

use crate::words::{Lexis, TermId, WordId, tokens};

/// What sort of thing words mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// Something to read or learn about: its words are synonyms.
    Concept,
    /// A property to narrow down by.
    Filter,
    /// Somewhere.
    Place,
}

/// Something that several words mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// What it is called.
    pub name: String,
    /// What sort of thing it is.
    pub sense: Sense,
    /// The words and phrases that mean it.
    pub phrases: Vec<String>,
    /// What is near it, by name.
    pub related: Vec<String>,
}

/// What words mean, as it is written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexicon {
    /// Words that say nothing.
    pub stop: Vec<String>,
    /// Words that say little, since everything here is about them.
    pub light: Vec<String>,
    /// Words that only look like an inflection of another.
    pub own: Vec<String>,
    /// Compounds that mean something else than their parts.
    pub whole: Vec<String>,
    /// Names of places that are ordinary words as well: a place only after one of `before_place`.
    pub guarded: Vec<String>,
    /// Words after which a place is named.
    pub before_place: Vec<String>,
    /// What words mean.
    pub meanings: Vec<Meaning>,
}

/// Phrases, by the terms of their words, each as a word.
#[derive(Debug, Default)]
struct Phrases {
    known: HashMap<Vec<TermId>, WordId>,
    /// How long the longest is that begins with a term.
    longest: HashMap<TermId, usize>,
}

impl Phrases {
    fn add(&mut self, terms: Vec<TermId>, word: WordId) {
        let longest = self.longest.entry(terms[0]).or_default();
        *longest = terms.len().max(*longest);
        self.known.entry(terms).or_insert(word);
    }

    /// The longest that a row begins with, and how many it takes of it.
    fn at(&self, terms: impl Iterator<Item = TermId>) -> Option<(WordId, usize)> {
        let mut terms = terms.peekable();
        let longest = *self.longest.get(terms.peek()?)?;
        let mut row: Vec<TermId> = terms.take(longest).collect();
        while row.len() > 1 {
            if let Some(word) = self.known.get(&row) {
                return Some((*word, row.len()));
            }
            row.pop();
        }
        None
    }
}

/// How many words that say nothing may stand between two of a phrase.
const BETWEEN: usize = 3;

/// A word of a text, as far as phrases are concerned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub term: Option<TermId>,
    pub stop: bool,
}

/// The same by number.
#[derive(Debug, Default)]
pub(crate) struct Ready {
    pub stop: HashSet<WordId>,
    pub light: HashSet<TermId>,
    pub whole: HashSet<WordId>,
    pub guarded: HashSet<TermId>,
    /// The places that each word names, as it is written: an inflection of a name is no name.
    pub named: HashMap<WordId, Vec<u32>>,
    pub before_place: HashSet<WordId>,
    /// The words that it knows of itself.
    pub words: HashSet<WordId>,
    /// Those that mean something by themselves.
    pub single: HashSet<WordId>,
    /// The phrases of more than one word.
    phrases: Phrases,
    /// The same without the words that say nothing, where more than one word is left.
    bare: Phrases,
    /// Phrases as they are written.
    pub written: HashMap<WordId, String>,
    /// What a term means.
    meanings: Vec<Vec<u32>>,
    /// What is near each meaning.
    pub related: Vec<Vec<u32>>,
}

impl Ready {
    pub fn of(lexicon: &Lexicon, lexis: &mut Lexis) -> Self {
        let mut ready = Self::default();
        lexis.keep(lexicon.own.iter().cloned());
        let mut words = |list: &[String]| -> HashSet<WordId> {
            let tokens = list.iter().flat_map(|word| tokens(word));
            tokens.map(|it| lexis.learn(&it.text)).collect()
        };
        ready.stop = words(&lexicon.stop);
        ready.whole = words(&lexicon.whole);
        ready.before_place = words(&lexicon.before_place);
        let (light, guarded) = (words(&lexicon.light), words(&lexicon.guarded));
        let terms = |of: HashSet<WordId>| of.into_iter().map(|it| lexis.term_of(it)).collect();
        ready.light = terms(light);
        ready.guarded = terms(guarded);
        let named: HashMap<&str, u32> = lexicon
            .meanings
            .iter()
            .zip(0..)
            .map(|(meaning, at)| (meaning.name.as_str(), at))
            .collect();
        for (meaning, at) in lexicon.meanings.iter().zip(0..) {
            let related = meaning.related.iter();
            let related = related.filter_map(|name| named.get(name.as_str()).copied());
            ready.related.push(related.collect());
            for phrase in &meaning.phrases {
                if let Some(word) = ready.learn(lexis, phrase) {
                    let term = lexis.term_of(word) as usize;
                    if ready.meanings.len() <= term {
                        ready.meanings.resize_with(term + 1, Vec::new);
                    }
                    let meant = &mut ready.meanings[term];
                    if !meant.contains(&at) {
                        meant.push(at);
                    }
                    if meaning.sense == Sense::Place {
                        ready.named.entry(word).or_default().push(at);
                    }
                }
            }
        }
        ready
    }

    fn learn(&mut self, lexis: &mut Lexis, phrase: &str) -> Option<WordId> {
        let tokens = tokens(phrase);
        let words: Vec<WordId> = tokens.iter().map(|it| lexis.learn(&it.text)).collect();
        self.words.extend(&words);
        let terms: Vec<TermId> = words.iter().map(|it| lexis.term_of(*it)).collect();
        match terms.as_slice() {
            [] => None,
            [_] => {
                self.single.insert(words[0]);
                Some(words[0])
            }
            _ => {
                let word = lexis.learn_phrase(&terms);
                let says = words.iter().filter(|it| !self.stop.contains(it));
                let bare: Vec<TermId> = says.map(|it| lexis.term_of(*it)).collect();
                if bare.len() > 1 {
                    self.bare.add(bare, word);
                }
                self.phrases.add(terms, word);
                let written = tokens.into_iter().map(|it| it.text);
                let written = || written.collect::<Vec<_>>().join(" ");
                self.written.entry(word).or_insert_with(written);
                Some(word)
            }
        }
    }

    /// The longest phrase that a text begins with: its word, and how many words it takes.
    /// What says nothing may be left out of it, or stand in between.
    pub fn phrase(&self, text: &[Step]) -> Option<(WordId, usize)> {
        self.exactly(text).or_else(|| {
            if text.first()?.stop {
                return None;
            }
            let says = text.iter().enumerate().filter(|(_, it)| !it.stop);
            let mut last = 0;
            let near = says.take_while(|(at, _)| {
                let near = at - last <= BETWEEN + 1;
                last = *at;
                near
            });
            let (word, length) = self.bare.at(near.map_while(|(_, it)| it.term))?;
            let mut says = text.iter().enumerate().filter(|(_, it)| !it.stop);
            let (end, _) = says.nth(length - 1)?;
            Some((word, end + 1))
        })
    }

    /// The longest phrase that a text begins with just as it is written.
    pub fn exactly(&self, text: &[Step]) -> Option<(WordId, usize)> {
        self.phrases.at(text.iter().map_while(|it| it.term))
    }

    /// Whether a phrase begins with a term.
    pub fn begins(&self, term: TermId) -> bool {
        [&self.phrases, &self.bare]
            .iter()
            .any(|it| it.longest.contains_key(&term))
    }

    /// What a term means.
    pub fn meanings_of(&self, term: TermId) -> &[u32] {
        self.meanings.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// How many meanings there are.
    pub fn len(&self) -> usize {
        self.related.len()
    }
}
