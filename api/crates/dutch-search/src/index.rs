//! Documents, ready to be found.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::compound::{Parts, split};
use crate::lexicon::{Lexicon, Ready, Sense, Step};
use crate::words::{Lexis, TermId, Token, WordId, tokens};

/// Where in a document words stand, and how much they weigh there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What it is called.
    Title,
    /// What else it is called.
    Alias,
    /// What it is about.
    Topic,
    /// What is said of it.
    Body,
    /// Whose it is.
    Source,
    /// What sort of thing it is, and for whom.
    Label,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Alias,
        Self::Topic,
        Self::Body,
        Self::Source,
        Self::Label,
    ];
    /// What each weighs.
    const WEIGHTS: [f32; Self::ALL.len()] = [4.0, 4.0, 1.2, 1.0, 2.0, 0.7];

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// How much the length of a field tempers what stands in it.
const LENGTH: f32 = 0.6;
/// How soon a word more of the same adds little.
const SATURATION: f32 = 1.2;
/// What a part of a compound counts, beside a word of its own.
const PART: f32 = 0.6;
/// Words that no document has any more are forgotten when they are this many.
const FORGET: usize = 50_000;

/// A document taken apart.
#[derive(Debug)]
pub struct Analysed {
    pub(crate) grains: Box<[Grain]>,
    lengths: [u16; Field::ALL.len()],
    /// How many words of its title say something.
    pub(crate) name: u8,
}

/// A word in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Grain {
    pub word: WordId,
    pub field: Field,
    pub count: u16,
}

/// That a document has something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Posting {
    pub doc: u32,
    /// How much it says, from 0 to 1.
    pub impact: f32,
    /// Where; nowhere in words, where it only belongs there.
    pub fields: u8,
}

impl Posting {
    pub fn is_in(self, field: Field) -> bool {
        self.fields & field.bit() != 0
    }
}

/// What a list of documents is of: a term, or a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Of {
    Term(TermId),
    Meaning(u32),
}

/// Documents, ready to be found.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) ready: Ready,
    pub(crate) lexis: Lexis,
    pub(crate) docs: Vec<Arc<Analysed>>,
    by_content: HashMap<u64, Arc<Analysed>>,
    /// Words that documents or the lexicon have, one by one.
    pub(crate) vocabulary: Vec<bool>,
    /// Terms of those.
    terms: Vec<bool>,
    of_terms: Vec<Vec<Posting>>,
    of_meanings: Vec<Vec<Posting>>,
    /// How many documents say each meaning in words.
    said: Vec<usize>,
}

impl Index {
    /// The documents that have something, in their order.
    pub(crate) fn of(&self, of: Of) -> &[Posting] {
        let list = match of {
            Of::Term(term) => self.of_terms.get(term as usize),
            Of::Meaning(meaning) => self.of_meanings.get(meaning as usize),
        };
        list.map_or(&[], Vec::as_slice)
    }

    /// How much it tells that a document has something: the fewer have it, the more.
    pub(crate) fn rarity(&self, of: Of) -> f32 {
        rarity(self.docs.len(), self.of(of).len())
    }

    /// How much it tells that a document says a meaning in words.
    pub(crate) fn said_rarity(&self, meaning: u32) -> f32 {
        rarity(self.docs.len(), self.said[meaning as usize])
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.docs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    /// The term of a part of a compound.
    pub(crate) fn part(&self, written: &str) -> Option<TermId> {
        let word = self.lexis.word(written);
        if word.is_some_and(|word| self.ready.stop.contains(&word)) {
            return None;
        }
        let term = self.lexis.term(written)?;
        let short = written.len() < 4;
        let named = |word| self.ready.single.contains(&word);
        let long_enough = !short || word.is_some_and(named);
        (long_enough && self.terms.get(term as usize) == Some(&true)).then_some(term)
    }

    /// The parts of a compound, where it has some and means no more than they do.
    pub(crate) fn parts(&self, written: &str) -> Option<Parts> {
        let whole = |word| self.ready.whole.contains(&word);
        if self.lexis.word(written).is_some_and(whole) {
            return None;
        }
        split(written, &|part| self.part(part))
    }
}

/// Makes an index; what did not change is taken from the one before.
#[derive(Debug)]
pub struct Builder<'b> {
    index: Index,
    before: Option<&'b Index>,
}

impl<'b> Builder<'b> {
    /// Begins an index.
    pub fn new(lexicon: Lexicon, before: Option<&'b Index>) -> Self {
        let before = before.filter(|it| *it.lexicon == lexicon && it.lexis.len() < FORGET);
        let mut index = Index::default();
        if let Some(before) = before {
            index.lexis = before.lexis.clone();
            index.lexicon = before.lexicon.clone();
        } else {
            index.lexicon = Arc::new(lexicon);
        }
        index.ready = Ready::of(&index.lexicon, &mut index.lexis);
        Self { index, before }
    }

    /// Adds a document: its texts, each with where it stands.
    pub fn add(&mut self, fields: &[(Field, &str)]) {
        let mut hasher = DefaultHasher::new();
        fields.hash(&mut hasher);
        let content = hasher.finish();
        let known = self.before.and_then(|it| it.by_content.get(&content));
        let doc = match known {
            Some(known) => known.clone(),
            None => Arc::new(self.analyse(fields)),
        };
        self.index.by_content.insert(content, doc.clone());
        self.index.docs.push(doc);
    }

    fn analyse(&mut self, fields: &[(Field, &str)]) -> Analysed {
        let mut grains = Vec::new();
        let mut lengths = [0_u16; Field::ALL.len()];
        let mut name = 0_u8;
        for (field, text) in fields {
            let tokens = tokens(text);
            if *field == Field::Title {
                name = self.telling(&tokens);
            }
            for word in self.words(&tokens) {
                grains.push(Grain {
                    word,
                    field: *field,
                    count: 1,
                });
            }
            let told = u16::try_from(tokens.len()).unwrap_or(u16::MAX);
            let length = &mut lengths[*field as usize];
            *length = length.saturating_add(told);
        }
        grains.sort_unstable();
        grains.dedup_by(|one, kept| {
            let same = (one.word, one.field) == (kept.word, kept.field);
            if same {
                kept.count = kept.count.saturating_add(one.count);
            }
            same
        });
        Analysed {
            grains: grains.into(),
            lengths,
            name,
        }
    }

    /// How many words say something.
    fn telling(&mut self, tokens: &[Token]) -> u8 {
        let Index { lexis, ready, .. } = &mut self.index;
        let words = tokens.iter().map(|it| lexis.learn(&it.text));
        let telling = words.filter(|word| !ready.stop.contains(word)).count();
        u8::try_from(telling).unwrap_or(u8::MAX)
    }

    /// The words of a text that say something, with those tied by a hyphen as one too, and
    /// its phrases.
    fn words(&mut self, tokens: &[Token]) -> Vec<WordId> {
        let Index { lexis, ready, .. } = &mut self.index;
        let words: Vec<WordId> = tokens.iter().map(|it| lexis.learn(&it.text)).collect();
        let steps: Vec<Step> = words
            .iter()
            .map(|it| Step {
                term: Some(lexis.term_of(*it)),
                stop: ready.stop.contains(it),
            })
            .collect();
        let mut found = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            if !steps[at].stop {
                found.push(words[at]);
            }
            if tokens[at].tied && at + 1 < tokens.len() {
                found.push(lexis.learn(&format!("{}{}", tokens[at].text, tokens[at + 1].text)));
            }
            found.extend(ready.phrase(&steps[at..]).map(|(phrase, _)| phrase));
        }
        found
    }

    /// Ends it. `reached` tells what belongs to each meaning without being said in words, and
    /// how much.
    pub fn build(mut self, reached: &[Vec<(u32, f32)>]) -> Index {
        let parts = self.know();
        let averages = self.averages();
        let index = &mut self.index;
        index.of_terms.resize_with(index.lexis.terms(), Vec::new);
        index
            .of_meanings
            .resize_with(index.ready.len() as usize, Vec::new);
        for (doc, at) in index.docs.iter().zip(0..) {
            let mut had: Vec<(TermId, f32, u8)> = Vec::with_capacity(doc.grains.len() * 2);
            for grain in &doc.grains {
                let field = grain.field as usize;
                let long = f32::from(doc.lengths[field]) / averages[field];
                let counted =
                    f32::from(grain.count) / (1.0 - LENGTH + LENGTH * long) * Field::WEIGHTS[field];
                had.push((index.lexis.term_of(grain.word), counted, grain.field.bit()));
                let parts = parts[grain.word as usize].iter().flatten();
                had.extend(parts.map(|term| (*term, counted * PART, grain.field.bit())));
            }
            let had = merged(had, |sum, one| sum + one);
            let means = had.iter().flat_map(|(term, counted, fields)| {
                let meanings = index.ready.meanings_of(*term).iter();
                // What a text says is no property of what it is about.
                let said = |it: &&u32| index.lexicon.meanings[**it as usize].sense != Sense::Filter;
                meanings
                    .filter(said)
                    .map(|meaning| (*meaning, *counted, *fields))
            });
            let meant = merged(means.collect(), f32::max);
            for (lists, of) in [(&mut index.of_terms, had), (&mut index.of_meanings, meant)] {
                for (list, counted, fields) in of {
                    lists[list as usize].push(Posting {
                        doc: at,
                        impact: counted / (counted + SATURATION),
                        fields,
                    });
                }
            }
        }
        index.said = index.of_meanings.iter().map(Vec::len).collect();
        for (list, reached) in index.of_meanings.iter_mut().zip(reached) {
            reach(list, reached);
        }
        self.index
    }

    /// Notes which words there are, and takes the compounds among them apart.
    fn know(&mut self) -> Vec<Option<Vec<TermId>>> {
        let index = &mut self.index;
        index.vocabulary = vec![false; index.lexis.len()];
        index.terms = vec![false; index.lexis.terms()];
        let grains = index.docs.iter().flat_map(|doc| &doc.grains);
        let used = grains.map(|grain| grain.word);
        for word in used.chain(index.ready.words.iter().copied()) {
            // A phrase is no word.
            index.vocabulary[word as usize] = !index.lexis.written(word).contains(' ');
            index.terms[index.lexis.term_of(word) as usize] = true;
        }
        let index = &self.index;
        let words = index.vocabulary.iter().zip(0..);
        let parts = words.map(|(used, word)| {
            let parts = used.then(|| index.parts(index.lexis.written(word)));
            parts.flatten().map(|it| it.terms)
        });
        parts.collect()
    }

    /// How long each field is where there is one.
    fn averages(&self) -> [f32; Field::ALL.len()] {
        let mut averages = [1.0; Field::ALL.len()];
        for (field, average) in averages.iter_mut().enumerate() {
            let lengths = self
                .index
                .docs
                .iter()
                .map(|doc| f32::from(doc.lengths[field]));
            let (sum, with) = lengths
                .filter(|length| *length > 0.0)
                .fold((0.0, 0.0), |(sum, with), length| (sum + length, with + 1.0));
            if with > 0.0 {
                *average = sum / with;
            }
        }
        averages
    }
}

fn rarity(all: usize, with: usize) -> f32 {
    let (all, with) = (all as f32, with as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}

/// Joins what stands under the same number.
fn merged(mut counted: Vec<(u32, f32, u8)>, join: impl Fn(f32, f32) -> f32) -> Vec<(u32, f32, u8)> {
    counted.sort_unstable_by_key(|(of, _, _)| *of);
    counted.dedup_by(|one, kept| {
        let same = one.0 == kept.0;
        if same {
            kept.1 = join(kept.1, one.1);
            kept.2 |= one.2;
        }
        same
    });
    counted
}

/// Joins what belongs somewhere to what is said there.
fn reach(list: &mut Vec<Posting>, reached: &[(u32, f32)]) {
    let fields = 0;
    list.extend(reached.iter().map(|(doc, impact)| Posting {
        doc: *doc,
        impact: *impact,
        fields,
    }));
    list.sort_by_key(|it| (it.doc, std::cmp::Reverse(it.fields)));
    list.dedup_by(|one, kept| {
        let same = one.doc == kept.doc;
        if same {
            kept.impact = kept.impact + one.impact - kept.impact * one.impact;
        }
        same
    });
}
