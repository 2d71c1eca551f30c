//! Why something was found.

use crate::index::{Field, Index, Of};
use crate::lexicon::Sense;
use crate::narrowing::Narrowings;
use crate::question::{By, Question, Reading, Unit};
use crate::words::WordId;

/// What a word of the question led to in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The words of the question.
    pub asked: String,
    /// By what they led there.
    pub by: By,
    /// The word of the document, or what the words mean.
    pub found: String,
    /// The meaning that led there, where one did.
    pub meaning: Option<usize>,
    /// Where it stands; nowhere, where it only belongs there.
    pub fields: Vec<Field>,
}

/// How words of a question were taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// The words of the question.
    pub asked: String,
    /// The word that they were taken for, where they are no word.
    pub meant: Option<String>,
    /// What they mean, by its place in the lexicon.
    pub meanings: Vec<usize>,
    /// What the question narrows down to by them.
    pub narrows: Narrowings,
}

impl Index {
    /// How the words of a question were taken, where they were not just looked for.
    pub fn understood(&self, question: &Question) -> Vec<Understood> {
        let narrowings = question.narrowings();
        let units = question.units.iter().enumerate().map(|(at, unit)| {
            let mut meanings: Vec<usize> = unit
                .readings
                .iter()
                .filter(|it| it.by != By::Related)
                .filter_map(|it| match it.of {
                    Of::Meaning(meaning) => Some(meaning as usize),
                    Of::Term(_) => None,
                })
                .collect();
            meanings.sort_unstable();
            meanings.dedup();
            Understood {
                asked: question.words(unit),
                meant: unit.meant.map(|word| self.as_written(word)),
                meanings,
                narrows: narrowings.and(Narrowings::at(at)),
            }
        });
        let mut understood: Vec<Understood> = units
            .filter(|it| it.meant.is_some() || !it.meanings.is_empty())
            .collect();
        understood.dedup();
        understood
    }

    /// Why a document answers a question: a reason for each word of it that led there.
    pub fn why(&self, question: &Question, doc: u32) -> Vec<Reason> {
        let reasons = question
            .units
            .iter()
            .filter_map(|unit| self.reason(question, unit, doc));
        let mut reasons: Vec<Reason> = reasons.collect();
        reasons.dedup();
        if reasons.is_empty() {
            reasons.extend(self.followed(question, doc));
        }
        reasons
    }

    /// The words of a question that only follow each other in the name of a document.
    fn followed(&self, question: &Question, doc: u32) -> Option<Reason> {
        let is_there = |pair| self.of_pair(pair).0.binary_search(&doc).is_ok();
        let mut there = question.pairs.iter().filter(|(_, pair)| is_there(*pair));
        let from = there.next()?.0;
        let until = there.next_back().map_or(from, |(at, _)| *at) + 2;
        let words = question.tokens[from..until].iter();
        let words: Vec<&str> = words.map(|it| it.text.as_str()).collect();
        Some(Reason {
            asked: words.join(" "),
            by: By::Word,
            found: words.join(" "),
            meaning: None,
            fields: vec![Field::Title],
        })
    }

    fn reason(&self, question: &Question, unit: &Unit, doc: u32) -> Option<Reason> {
        let found = unit.readings.iter().filter_map(|reading| {
            let list = self.of(reading.of);
            let at = list.binary_search_by_key(&doc, |it| it.doc).ok()?;
            Some((reading, list[at]))
        });
        let (reading, posting) = found.max_by(|(a, x), (b, y)| {
            let (one, other) = (a.worth * x.impact, b.worth * y.impact);
            let narrows = |it: &Reading| self.narrows(it.of);
            narrows(a).cmp(&narrows(b)).then(one.total_cmp(&other))
        })?;
        let word = self.written_in(doc, reading);
        let meaning = match reading.of {
            Of::Meaning(meaning) => Some(meaning as usize),
            Of::Term(_) => None,
        };
        let named = meaning.map(|it| self.lexicon.meanings[it].name.clone());
        let words = word.map(|word| self.as_written(word));
        Some(Reason {
            asked: question.words(unit),
            by: reading.by,
            found: words.or(named).unwrap_or_default(),
            meaning,
            fields: Field::ALL
                .into_iter()
                .filter(|it| posting.is_in(*it))
                .collect(),
        })
    }

    /// A word or a phrase, as it is written.
    fn as_written(&self, word: WordId) -> String {
        let phrase = self.ready.written.get(&word).map(String::as_str);
        phrase
            .unwrap_or_else(|| self.lexis.written(word))
            .to_owned()
    }

    /// Whether something is a property or a place: having it says more than a word for it.
    pub(crate) fn narrows(&self, of: Of) -> bool {
        match of {
            Of::Meaning(at) => self.lexicon.meanings[at as usize].sense != Sense::Concept,
            Of::Term(_) => false,
        }
    }

    /// The word of a document that a reading leads to; a word of its own before a compound.
    fn written_in(&self, doc: u32, reading: &Reading) -> Option<WordId> {
        let leads = |term| match reading.of {
            Of::Term(wanted) => term == wanted,
            Of::Meaning(wanted) => self.ready.meanings_of(term).contains(&wanted),
        };
        let words = || self.docs[doc as usize].grains.iter().map(|it| it.word);
        let itself = words().find(|word| leads(self.lexis.term_of(*word)));
        itself.or_else(|| {
            words().find(|word| {
                let parts = self.parts(self.lexis.written(*word));
                parts.is_some_and(|parts| parts.terms.into_iter().any(leads))
            })
        })
    }

    /// What sort of thing a meaning is, and what it is called.
    pub fn meaning(&self, at: usize) -> Option<(Sense, &str)> {
        let meaning = self.lexicon.meanings.get(at)?;
        Some((meaning.sense, &meaning.name))
    }
}
