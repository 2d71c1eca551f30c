//! What was asked, read word by word.

use crate::index::{Index, Of};
use crate::lexicon::{Sense, Step};
use crate::words::{TermId, Token, WordId, tokens};

/// The most words of a question that are looked at.
const MOST_WORDS: usize = 24;
/// The shortest part of an unknown word that says something of it.
pub(crate) const SHORTEST_HINT: usize = 5;

/// What a way to read a word is worth.
pub(crate) mod worth {
    pub const WORD: f32 = 1.0;
    pub const PART: f32 = 0.85;
    pub const MEANING: f32 = 0.8;
    /// A property, of what is asked about for itself.
    pub const ALSO: f32 = 0.6;
    pub const RELATED: f32 = 0.4;
    pub const LOOSE: f32 = 0.4;
    pub const HINT: f32 = 0.25;
}

/// From here on a reading is surely what is meant.
const SURE: f32 = 0.6;

/// What an unknown word weighs, and one that says little.
const UNKNOWN: f32 = 3.0;
const LIGHT: f32 = 0.25;
/// What narrows down weighs less than what is asked about.
const NARROWS: f32 = 0.6;

/// By what a word of the question leads to one of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The word itself, or another form of it.
    Word,
    /// A part of a compound, or the compound that words make together.
    Compound,
    /// Another word for the same.
    Meaning,
    /// Something near it.
    Related,
    /// A word that is nearly the same.
    Spelling,
}

/// A way to read a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    pub of: Of,
    /// How much it counts.
    pub worth: f32,
    /// How surely it is what was meant.
    pub sure: f32,
    pub by: By,
}

impl Reading {
    pub fn new(of: Of, worth: f32, by: By) -> Self {
        Self {
            of,
            worth,
            sure: worth,
            by,
        }
    }

    /// Whether it is surely what was meant.
    pub fn is_sure(&self) -> bool {
        self.sure >= SURE
    }
}

/// A word of the question, or a few that belong together, with every way to read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unit {
    /// Which words of the question it is.
    pub from: usize,
    pub until: usize,
    pub weight: f32,
    /// It says little, or narrows down.
    pub light: bool,
    pub narrows: bool,
    pub readings: Vec<Reading>,
    /// The word that is taken for a misspelt one.
    pub meant: Option<WordId>,
}

/// A question, read.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub(crate) tokens: Vec<Token>,
    pub(crate) units: Vec<Unit>,
    /// Words that follow each other, by the first of them: a name may be made of words that
    /// say nothing.
    pub(crate) pairs: Vec<(usize, (TermId, TermId))>,
}

impl Question {
    /// Whether nothing in it can be searched for.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty() && self.pairs.is_empty()
    }

    /// Words of it, as they were read.
    pub(crate) fn words(&self, unit: &Unit) -> String {
        let words = self.tokens[unit.from..unit.until].iter();
        words
            .map(|it| it.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Index {
    /// Reads a question.
    pub fn question(&self, text: &str) -> Question {
        let mut tokens = tokens(text);
        tokens.truncate(MOST_WORDS);
        let steps: Vec<Step> = tokens
            .iter()
            .map(|it| Step {
                term: self.lexis.term(&it.text),
                stop: self.is_stop(&it.text),
            })
            .collect();
        let pairs = steps.windows(2).zip(0..).filter_map(|(pair, at)| {
            let pair = (pair[0].term?, pair[1].term?);
            self.of_pairs.contains_key(&pair).then_some((at, pair))
        });
        let mut question = Question {
            tokens,
            units: Vec::new(),
            pairs: pairs.collect(),
        };
        let mut at = 0;
        while at < question.tokens.len() {
            let units = self.units(&question.tokens, &steps, at);
            at = units.last().map_or(at + 1, |unit| unit.until);
            question
                .units
                .extend(units.into_iter().filter(|it| it.weight > 0.0));
        }
        self.drop_lead(&mut question);
        question
    }

    /// What leads to a place (`in de buurt van`) is not asked about.
    fn drop_lead(&self, question: &mut Question) {
        let leads: Vec<bool> = question
            .units
            .windows(2)
            .map(|pair| {
                let is_lead = self.leads_to_place(&question.tokens[pair[0].from]);
                is_lead && pair[0].until == pair[0].from + 1 && self.is_place(&pair[1])
            })
            .collect();
        let mut leads = leads.into_iter();
        question.units.retain(|_| !leads.next().unwrap_or_default());
    }

    fn leads_to_place(&self, token: &Token) -> bool {
        let word = self.lexis.word(&token.text);
        word.is_some_and(|it| self.ready.before_place.contains(&it))
    }

    fn is_place(&self, unit: &Unit) -> bool {
        unit.readings.iter().any(|it| match it.of {
            Of::Meaning(at) => self.lexicon.meanings[at as usize].sense == Sense::Place,
            Of::Term(_) => false,
        })
    }

    fn is_stop(&self, written: &str) -> bool {
        let word = self.lexis.word(written);
        word.is_some_and(|it| self.ready.stop.contains(&it))
    }

    pub(crate) fn is_known(&self, term: TermId) -> bool {
        !self.of(Of::Term(term)).is_empty() || !self.ready.meanings_of(term).is_empty()
    }

    /// What begins at a word: the longest phrase there, or the word itself.
    fn units(&self, tokens: &[Token], steps: &[Step], at: usize) -> Vec<Unit> {
        // A phrase as it is written goes first, then the word that was written apart, then a
        // phrase with something left out.
        let exactly = self.ready.exactly(&steps[at..]);
        let phrase = exactly.or_else(|| self.ready.phrase(&steps[at..]));
        if exactly.is_none() {
            let means = |unit: &Unit| unit.readings.iter().any(|it| it.by == By::Meaning);
            let joined = self.joined(tokens, steps, at);
            if let Some(joined) = joined.filter(|it| phrase.is_none() || means(it)) {
                return vec![joined];
            }
        }
        let phrase = phrase.map(|(phrase, length)| (phrase, length, 1.0, By::Word));
        if let Some((phrase, length, worth, by)) =
            phrase.or_else(|| self.misspelt(tokens, steps, at))
        {
            let mut unit = Unit {
                from: at,
                until: at + length,
                ..Unit::default()
            };
            self.read(
                &mut unit,
                Some(phrase),
                self.lexis.term_of(phrase),
                (worth, by),
                true,
            );
            if by == By::Spelling {
                unit.meant = Some(phrase);
            }
            let says: Vec<TermId> = steps[at..at + length]
                .iter()
                .filter(|it| !it.stop)
                .filter_map(|it| it.term)
                .collect();
            let worth = worth::LOOSE / says.len() as f32;
            let loose = says
                .into_iter()
                .map(|term| Reading::new(Of::Term(term), worth, By::Word));
            unit.readings.extend(loose);
            return vec![self.weighed(unit)];
        }
        let mut unit = Unit {
            from: at,
            until: at + 1,
            ..Unit::default()
        };
        let written = tokens[at].text.as_str();
        // The name of a place alone, or after what leads to one.
        let placed = match at.checked_sub(1) {
            Some(before) => self.leads_to_place(&tokens[before]),
            None => tokens.len() == 1,
        };
        let Step { term, stop } = steps[at];
        if stop && !(placed && term.is_some_and(|it| self.ready.guarded.contains(&it))) {
            return vec![unit];
        }
        let Some(term) = term.filter(|it| self.is_known(*it)) else {
            return self.unknown(unit, written);
        };
        let word = self.lexis.word(written);
        self.read(&mut unit, word, term, (1.0, By::Word), placed);
        // A number that means nothing of itself is an age or a date.
        let is_number = written.bytes().all(|it| it.is_ascii_digit());
        unit.light |= is_number && self.ready.meanings_of(term).is_empty();
        match self.parts(written) {
            Some(parts) if !unit.light && self.ready.meanings_of(term).is_empty() => {
                self.apart(&unit, &parts)
            }
            _ => vec![self.weighed(unit)],
        }
    }

    /// Adds what a term leads to: itself, what it means, and what is near that. A place is meant
    /// only by a `word` that is its name.
    pub(crate) fn read(
        &self,
        unit: &mut Unit,
        word: Option<WordId>,
        term: TermId,
        (worth, by): (f32, By),
        placed: bool,
    ) {
        let sense = |meaning: u32| self.lexicon.meanings[meaning as usize].sense;
        let places = word.filter(|_| placed || !self.ready.guarded.contains(&term));
        let places = places.and_then(|it| self.ready.named.get(&it));
        let is_named = |at: &u32| places.is_some_and(|it| it.contains(at));
        let meanings = self.ready.meanings_of(term).iter().copied();
        let meanings = meanings.filter(|it| sense(*it) != Sense::Place || is_named(it));
        let asks = meanings.clone().any(|it| sense(it) == Sense::Concept);
        let narrows = meanings.clone().any(|it| sense(it) != Sense::Concept);
        unit.readings.push(Reading::new(Of::Term(term), worth, by));
        for meaning in meanings {
            let by = if by == By::Spelling { by } else { By::Meaning };
            let (sure, close) = match sense(meaning) {
                Sense::Concept => (worth::MEANING, self.closeness(term, meaning)),
                Sense::Filter if asks => (worth::ALSO, 1.0),
                Sense::Filter | Sense::Place => (worth::WORD, 1.0),
            };
            unit.readings.push(Reading {
                sure: worth * sure,
                ..Reading::new(Of::Meaning(meaning), worth * sure * close, by)
            });
            let related = worth * sure * close * worth::RELATED;
            let near = self.ready.related[meaning as usize].iter();
            let near = near.map(|it| Reading::new(Of::Meaning(*it), related, By::Related));
            unit.readings.extend(near);
        }
        // What may be another word narrows nothing down.
        unit.narrows |= narrows && !asks && worth >= SURE;
        unit.light |= !narrows && !asks && self.ready.light.contains(&term);
    }

    /// How near what a term means is to the term itself: the less the term tells of it alone,
    /// the further.
    fn closeness(&self, term: TermId, meaning: u32) -> f32 {
        if self.of(Of::Term(term)).is_empty() {
            return 1.0;
        }
        let own = self.rarity(Of::Term(term));
        (self.said_rarity(meaning) / own).clamp(0.0, 1.0).sqrt()
    }

    /// How much it tells to have something: for a meaning, to say it in words.
    fn tells(&self, of: Of) -> f32 {
        match of {
            Of::Meaning(at) if self.is_said(at) => self.said_rarity(at),
            of => self.rarity(of),
        }
    }

    /// A unit with its weight: the rarest thing that it surely leads to does not count more
    /// than the commonest.
    pub(crate) fn weighed(&self, mut unit: Unit) -> Unit {
        let sure = unit.readings.iter().filter(|it| it.is_sure());
        let sure = sure.filter(|it| !self.of(it.of).is_empty());
        let rarity = sure.map(|it| self.tells(it.of)).reduce(f32::min);
        unit.weight = match rarity {
            _ if unit.light => LIGHT,
            Some(rarity) if unit.narrows => rarity.clamp(1.0, UNKNOWN) * NARROWS,
            Some(rarity) => rarity.clamp(LIGHT, UNKNOWN),
            None => UNKNOWN,
        };
        unit
    }

    /// A word that nobody wrote: as it sounds, as it was meant, or by its parts.
    fn unknown(&self, unit: Unit, written: &str) -> Vec<Unit> {
        let mut found = unit.clone();
        let term = self.lexis.term(written);
        let is_light = term.is_some_and(|term| self.ready.light.contains(&term));
        if is_light || written.len() < 4 && written.bytes().all(|it| it.is_ascii_digit()) {
            found.light = true;
            return vec![self.weighed(found)];
        }
        let mut meant = self.sounding(written);
        if meant.is_empty() {
            if let Some(parts) = self.parts(written) {
                return self.apart(&unit, &parts);
            }
            meant = self.meant(written);
        }
        for (word, worth) in meant {
            found.meant = found.meant.or(Some(word));
            let term = self.lexis.term_of(word);
            let by = (worth, By::Spelling);
            self.read(&mut found, Some(word), term, by, false);
        }
        if !found.readings.is_empty() {
            return vec![self.weighed(found)];
        }
        if let Some(parts) = self.misspelt_parts(written) {
            return self.apart(&unit, &parts);
        }
        let hint = |part: &str| self.part(part).filter(|_| part.len() >= SHORTEST_HINT);
        let cuts = (1..written.len()).filter(|at| written.is_char_boundary(*at));
        let begins = cuts.clone().rev().find_map(|at| hint(&written[..at]));
        let ends = cuts.into_iter().find_map(|at| hint(&written[at..]));
        for term in [begins, ends].into_iter().flatten() {
            let (of, by) = (Of::Term(term), By::Compound);
            found.readings.push(Reading::new(of, worth::HINT, by));
            let meanings = self.ready.meanings_of(term).iter();
            found.readings.extend(
                meanings.map(|it| Reading::new(Of::Meaning(*it), worth::HINT * worth::MEANING, by)),
            );
        }
        vec![self.weighed(found)]
    }
}
