//! Documents, ready to be found.

use std::collections::HashMap;
use std::sync::Arc;

use crate::built::Reached;
use crate::compound::{Parts, split};
use crate::lexicon::{Lexicon, Ready};
use crate::parted::Parted;
use crate::postings::Postings;
use crate::words::{Lexis, TermId, WordId};

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
    /// What it offers, by name.
    Offer,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Alias,
        Self::Topic,
        Self::Body,
        Self::Source,
        Self::Label,
        Self::Offer,
    ];
    /// What each weighs.
    pub(crate) const WEIGHTS: [f32; Self::ALL.len()] = [4.0, 4.0, 1.2, 1.0, 2.0, 0.7, 0.8];

    pub(crate) fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A document taken apart.
#[derive(Debug)]
pub struct Analysed {
    /// What its texts are, as a number.
    pub(crate) content: u64,
    pub(crate) grains: Box<[Grain]>,
    pub(crate) lengths: [u16; Field::ALL.len()],
    /// How many words of its title say something.
    pub(crate) name: u8,
    /// The words that follow each other in its names, those that say nothing too.
    pub(crate) pairs: Box<[(WordId, WordId)]>,
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
    /// That nothing is there.
    pub const NONE: Self = Self {
        doc: 0,
        impact: 0.0,
        fields: 0,
    };

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

/// The documents in whose names two words follow each other.
pub(crate) type Pairs = HashMap<(TermId, TermId), Vec<u32>>;

/// Documents, ready to be found.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) ready: Arc<Ready>,
    pub(crate) lexis: Arc<Lexis>,
    pub(crate) docs: Vec<Arc<Analysed>>,
    /// Words that documents or the lexicon have, one by one.
    pub(crate) vocabulary: Vec<bool>,
    /// Terms of those.
    pub(crate) terms: Vec<bool>,
    /// The compounds among those words, taken apart.
    pub(crate) parted: Parted,
    pub(crate) of_terms: Postings,
    pub(crate) of_meanings: Vec<Arc<[Posting]>>,
    /// The documents in whose names two words follow each other.
    pub(crate) of_pairs: Arc<Pairs>,
    /// The documents that say each meaning in words.
    pub(crate) said_in: Vec<Arc<[Posting]>>,
    /// What belongs to each meaning without being said.
    pub(crate) reached: Arc<Reached>,
    /// How often each word stands in a field of a document.
    pub(crate) used: Vec<u32>,
    /// How long each field is, about.
    pub(crate) averages: [f32; Field::ALL.len()],
}

impl Index {
    /// The documents that have something, in their order.
    pub(crate) fn of(&self, of: Of) -> &[Posting] {
        match of {
            Of::Term(term) => self.of_terms.of(term),
            Of::Meaning(meaning) => {
                let list = self.of_meanings.get(meaning as usize);
                list.map_or(&[], |it| it)
            }
        }
    }

    /// How much it tells that a document has something: the fewer have it, the more.
    pub(crate) fn rarity(&self, of: Of) -> f32 {
        rarity(self.docs.len(), self.of(of).len())
    }

    /// How much it tells that a document says a meaning in words.
    pub(crate) fn said_rarity(&self, meaning: u32) -> f32 {
        rarity(self.docs.len(), self.said_in[meaning as usize].len())
    }

    /// The documents in whose names two words follow each other, in their order, and how much
    /// that tells.
    pub(crate) fn of_pair(&self, pair: (TermId, TermId)) -> (&[u32], f32) {
        let docs = self.of_pairs.get(&pair).map_or(&[][..], Vec::as_slice);
        (docs, rarity(self.docs.len(), docs.len()))
    }

    /// Whether a document says a meaning in words.
    pub(crate) fn is_said(&self, meaning: u32) -> bool {
        !self.said_in[meaning as usize].is_empty()
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
        self.parts_by(written, &|part| self.part(part))
    }

    /// The same, by somebody who tells parts.
    pub(crate) fn parts_by(
        &self,
        written: &str,
        part: &impl Fn(&str) -> Option<TermId>,
    ) -> Option<Parts> {
        let whole = |word| self.ready.whole.contains(&word);
        if self.lexis.word(written).is_some_and(whole) {
            return None;
        }
        split(written, part)
    }
}

fn rarity(all: usize, with: usize) -> f32 {
    let (all, with) = (all as f32, with as f32);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
