//! Compounds taken apart, kept from one index to the next.
//!
//! Taking a word apart means looking at each of its beginnings and ends, and is most of what an
//! index costs. What comes of it follows from which terms there are, so that a word is taken
//! apart again only where one of those came or went that a piece of it leads to.

use std::cell::RefCell;
use std::sync::Arc;

use crate::index::Index;
use crate::words::{TermId, WordId};

/// More new terms than this, and every word is looked at again.
const FEW: usize = 64;

/// The parts of each word, by its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parted(Vec<Option<Arc<One>>>);

/// A word that was taken apart, or could not be.
#[derive(Debug)]
struct One {
    parts: Option<Box<[TermId]>>,
    /// The terms that pieces of it lead to, whether any document has them or not.
    met: Box<[TermId]>,
}

impl Parted {
    /// Takes the words of an index apart, of which some were in the one before.
    pub fn of(index: &Index, before: Option<&Index>) -> Self {
        let news = before.and_then(|it| News::between(it, index));
        let words = index.vocabulary.iter().zip(0..);
        let parted = words.map(|(used, word)| {
            if !used {
                return None;
            }
            let kept = before.zip(news.as_ref()).and_then(|(before, news)| {
                let one = before.parted.0.get(word as usize)?.as_ref()?;
                (!news.concern(one, index.lexis.written(word))).then(|| one.clone())
            });
            Some(kept.unwrap_or_else(|| Arc::new(One::of(index, word))))
        });
        Self(parted.collect())
    }

    /// The words, in their order, that come apart otherwise than before.
    pub fn otherwise(&self, before: &Self) -> Vec<WordId> {
        let both = self.0.iter().zip(&before.0).zip(0..);
        let otherwise = both.filter(|((is, was), _)| match (is, was) {
            (Some(is), Some(was)) => !Arc::ptr_eq(is, was) && is.parts != was.parts,
            // A word that came or went is in documents that did.
            _ => false,
        });
        otherwise.map(|(_, word)| word).collect()
    }

    /// The parts of a word; none where it has none.
    pub fn parts(&self, word: WordId) -> &[TermId] {
        let one = self.0.get(word as usize).and_then(Option::as_ref);
        one.and_then(|it| it.parts.as_deref()).unwrap_or_default()
    }
}

impl One {
    fn of(index: &Index, word: WordId) -> Self {
        let met = RefCell::new(Vec::new());
        let part = |written: &str| {
            met.borrow_mut().extend(index.lexis.term(written));
            index.part(written)
        };
        let parts = index.parts_by(index.lexis.written(word), &part);
        let mut met = met.into_inner();
        met.sort_unstable();
        met.dedup();
        Self {
            parts: parts.map(|it| it.terms.into()),
            met: met.into(),
        }
    }
}

/// What is new about terms.
struct News {
    /// Those that documents have and had not, or had and have no more.
    turned: Vec<TermId>,
    /// How those begin that nobody ever wrote before.
    begin: Vec<String>,
}

impl News {
    /// What is new in an index; nothing where too much is.
    fn between(before: &Index, index: &Index) -> Option<Self> {
        let both = before.terms.iter().zip(&index.terms).zip(0..);
        let turned = both.filter(|((was, is), _)| was != is).map(|(_, at)| at);
        let fresh = before.terms.len()..index.terms.len();
        if fresh.len() > FEW {
            return None;
        }
        Some(Self {
            turned: turned.collect(),
            begin: fresh
                .map(|term| beginning(index.lexis.stem(term)))
                .collect(),
        })
    }

    /// Whether it may be that a word is to be taken apart otherwise.
    fn concern(&self, one: &One, written: &str) -> bool {
        let turned = self.turned.iter();
        let met = turned.clone().any(|it| one.met.binary_search(it).is_ok());
        met || self.begin.iter().any(|it| written.contains(it.as_str()))
    }
}

/// What every word with a stem has of it: stemming leaves the beginning of a word alone, but for
/// the last letter of a short stem.
fn beginning(stem: &str) -> String {
    let letters = if stem.len() > 3 { 3 } else { 2 };
    stem.chars().take(letters).collect()
}
