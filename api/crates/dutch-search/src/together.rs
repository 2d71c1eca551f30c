//! Words that belong together: a phrase of which one is misspelt, a word that was written
//! apart, a compound taken apart.

use crate::compound::Parts;
use crate::index::{Index, Of};
use crate::lexicon::Step;
use crate::question::{By, Reading, Unit, worth};
use crate::words::{TermId, Token, WordId};

/// The longest row of words in which a misspelt one is looked for as part of a phrase.
const LONGEST_MISSPELT: usize = 4;

/// From here on a word may be written as several of which one says nothing (`onder toezicht
/// stelling`).
const SHORTEST_JOINED: usize = 7;

impl Index {
    /// The phrase that begins at a word and of which another is misspelt: how long it is, and
    /// what it is worth.
    pub(crate) fn misspelt(
        &self,
        tokens: &[Token],
        steps: &[Step],
        at: usize,
    ) -> Option<(WordId, usize, f32, By)> {
        let is_word = |term: TermId| self.terms.get(term as usize) == Some(&true);
        let wrong = |step: &Step| !step.stop && !step.term.is_some_and(is_word);
        let until = steps.len().min(at + LONGEST_MISSPELT);
        let mut wrongs = (at..until).filter(|it| wrong(&steps[*it]));
        let wrong = wrongs.next().filter(|_| until - at > 1)?;
        let begins = |step: &Step| step.term.is_some_and(|it| self.ready.begins(it));
        if wrong > at && !begins(&steps[at]) {
            return None;
        }
        let written = tokens[wrong].text.as_str();
        let mut meant = self.sounding(written);
        meant.extend(self.near(written, |_| true));
        meant.into_iter().find_map(|(word, worth)| {
            let mut steps = steps[at..].to_vec();
            steps[wrong - at].term = Some(self.lexis.term_of(word));
            let (phrase, length) = self.ready.phrase(&steps)?;
            (at + length > wrong).then_some((phrase, length, worth, By::Spelling))
        })
    }

    /// Whether a phrase begins at one of the words behind the first and goes on after the last.
    fn is_begun_within(&self, steps: &[Step], at: usize, length: usize) -> bool {
        let goes_on = |from: usize| {
            let phrase = self.ready.exactly(&steps[from..]);
            phrase.is_some_and(|(_, words)| from + words > at + length)
        };
        (at + 1..at + length).any(goes_on)
    }

    /// A word that somebody wrote as two, three or four.
    pub(crate) fn joined(&self, tokens: &[Token], steps: &[Step], at: usize) -> Option<Unit> {
        (2..=4.min(tokens.len() - at)).rev().find_map(|length| {
            let words = tokens[at..at + length].iter();
            let joined: String = words.map(|it| it.text.as_str()).collect();
            let has_stop = steps[at..at + length].iter().any(|it| it.stop);
            if has_stop && joined.len() < SHORTEST_JOINED {
                return None;
            }
            // `cursus den` is no plural of `cursus`, and `den` may begin a name.
            if steps[at + length - 1].stop || self.is_begun_within(steps, at, length) {
                return None;
            }
            let term = self.lexis.term(&joined).filter(|it| self.is_known(*it))?;
            let mut unit = Unit {
                from: at,
                until: at + length,
                ..Unit::default()
            };
            let word = self.lexis.word(&joined);
            self.read(&mut unit, word, term, (1.0, By::Compound), true);
            for term in steps[at..at + length].iter().filter_map(|it| it.term) {
                unit.readings
                    .push(Reading::new(Of::Term(term), worth::LOOSE, By::Word));
            }
            Some(self.weighed(unit))
        })
    }

    /// The parts of a compound, each by itself; the compound speaks for every one.
    pub(crate) fn apart(&self, whole: &Unit, parts: &Parts) -> Vec<Unit> {
        let parts = parts.terms.iter().map(|term| {
            let mut unit = whole.clone();
            self.read(&mut unit, None, *term, (worth::PART, By::Compound), false);
            self.weighed(unit)
        });
        parts.collect()
    }
}
