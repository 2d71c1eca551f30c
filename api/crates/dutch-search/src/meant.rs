//! What was meant by a word that nobody wrote.

use crate::compound::Parts;
use crate::index::{Index, Of};
use crate::lexicon::Sense;
use crate::question::SHORTEST_HINT;
use crate::spelling::{forgiven, letters, slips, sound};
use crate::words::{TermId, WordId};

/// The most words that are taken for one misspelt word.
const MOST_MEANT: usize = 3;
/// The shortest word that is compared by its sound.
const SHORTEST_SOUND: usize = 4;

/// What a word is worth that sounds like the one written, and one with so many slips.
const SOUND: f32 = 0.85;
const SLIPS: [f32; 3] = [1.0, 0.8, 0.6];
/// Two slips in a word that is not this long may as well be another word.
const LONG: usize = 12;
const DOUBT: f32 = 0.8;

impl Index {
    /// The words that sound like one.
    pub(crate) fn sounding(&self, written: &str) -> Vec<(WordId, f32)> {
        if written.len() < SHORTEST_SOUND {
            return Vec::new();
        }
        let alike = self.lexis.alike(&sound(written)).iter();
        let alike = alike.filter(|it| self.has(**it)).map(|it| (*it, SOUND));
        self.likeliest(alike.collect())
    }

    /// The words that a misspelt one is taken for, best first. Nobody looks for a word that
    /// says nothing.
    pub(crate) fn meant(&self, written: &str) -> Vec<(WordId, f32)> {
        self.near(written, |word| self.says(word))
    }

    /// The words that are nearly one, of those wanted, best first.
    pub(crate) fn near(
        &self,
        written: &str,
        wanted: impl Fn(WordId) -> bool,
    ) -> Vec<(WordId, f32)> {
        let most = forgiven(written.len());
        let mut near: Vec<(WordId, f32)> = Vec::new();
        if most > 0 {
            let own = letters(written);
            for (word, other) in self.lexis.letters().iter().zip(0..) {
                let far = (own ^ word).count_ones() as usize > 2 * most;
                if far || !self.has(other) || !wanted(other) {
                    continue;
                }
                let slips = slips(written, self.lexis.written(other), most);
                // Nobody mistakes the first letter and another.
                let begins = written.as_bytes()[0] == self.lexis.written(other).as_bytes()[0];
                let slips = slips.filter(|slips| *slips < 2 || begins);
                let doubt = if written.len() < LONG { DOUBT } else { 1.0 };
                near.extend(slips.map(|slips| match slips {
                    1 if !begins => (other, SLIPS[2] * doubt),
                    2 => (other, SLIPS[2] * doubt),
                    slips => (other, SLIPS[slips]),
                }));
            }
        }
        self.likeliest(near)
    }

    /// The likeliest of words: a word with two slips is only meant where none with one is,
    /// and what is common before what is rare.
    fn likeliest(&self, mut near: Vec<(WordId, f32)>) -> Vec<(WordId, f32)> {
        let common = |word: WordId| self.of(Of::Term(self.lexis.term_of(word))).len();
        near.sort_by(|a, b| {
            b.1.total_cmp(&a.1)
                .then(common(b.0).cmp(&common(a.0)))
                .then(self.lexis.written(a.0).cmp(self.lexis.written(b.0)))
        });
        let best = near.first().map(|it| it.1);
        near.retain(|it| Some(it.1) == best);
        near.truncate(MOST_MEANT);
        near
    }

    fn has(&self, word: WordId) -> bool {
        self.vocabulary.get(word as usize) == Some(&true)
    }

    /// Whether a word says something.
    fn says(&self, word: WordId) -> bool {
        let term = self.lexis.term_of(word);
        let little = self.ready.stop.contains(&word) || self.ready.light.contains(&term);
        !little || !self.ready.meanings_of(term).is_empty()
    }

    /// The parts of a compound of which one is misspelt.
    pub(crate) fn misspelt_parts(&self, written: &str) -> Option<Parts> {
        if !written.is_ascii() {
            return None;
        }
        let shortest = SHORTEST_HINT - 1;
        let cuts = shortest..written.len().saturating_sub(shortest).max(shortest);
        cuts.rev().find_map(|at| {
            let (before, after) = written.split_at(at);
            let meant = |part: &str| {
                let alike = self.sounding(part).first().copied();
                let (word, _) = alike.or_else(|| self.near(part, |_| true).first().copied())?;
                Some(self.lexis.term_of(word))
            };
            let terms = match (self.part(before), self.part(after)) {
                (Some(first), None) if after.len() >= SHORTEST_HINT => [first, meant(after)?],
                (None, Some(last)) if before.len() >= SHORTEST_HINT => [meant(before)?, last],
                _ => return None,
            };
            // Two words of which neither means anything are together by chance.
            let means = |term: &TermId| {
                let mut meanings = self.ready.meanings_of(*term).iter();
                let sense = |at: u32| self.lexicon.meanings[at as usize].sense;
                meanings.any(|at| sense(*at) == Sense::Concept)
            };
            terms.iter().any(means).then(|| Parts::of(terms))
        })
    }
}
