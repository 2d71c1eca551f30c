//! Which documents answer a question, and how well.

use crate::index::{Field, Index, Of, Posting};
use crate::narrowing::{Narrowings, unknown};
use crate::question::{Question, Reading, Unit};

/// What the other ways to read a word add to the best one.
const BESIDE: f32 = 0.35;
/// What it adds that a name is what was asked for.
const NAMED: f32 = 0.2;
/// What it takes away that a document lacks a property or a place that is asked for.
const LACKING: f32 = 0.3;
/// What it adds that words of the question follow each other in its name.
const FOLLOWED: f32 = 0.5;
/// Two words that follow each other in a name tell no more than this.
const RAREST_PAIR: f32 = 4.0;
/// A word for it in a name counts as its name when it is this sure.
const NAMING: f32 = 0.8;
/// A document is told of from here on.
const FLOOR: f32 = 0.06;
/// A document surely answers where so much of the question is met: more, where not all of it
/// is understood.
const SURE: f32 = 0.4;
const DOUBTED: f32 = 0.55;

/// Scores are whole numbers up to this one, so that they have one order everywhere.
pub const BEST: u32 = 1_000_000;

/// A document that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which document.
    pub doc: u32,
    /// How well it answers, up to [`BEST`].
    pub score: u32,
    /// It surely does; otherwise it may be worth a look.
    pub confident: bool,
    /// Which of what the question narrows down to it lacks.
    pub lacks: Narrowings,
}

/// What is gathered about a document.
#[derive(Clone, Copy, Default)]
struct Answer {
    /// What the word at hand finds in it.
    best: Best,
    score: f32,
    met: f32,
    sure: f32,
    /// How much of what narrows down it has, and which.
    narrowed: f32,
    has: Narrowings,
    /// How much of the question stands in its name, and in how many words.
    named: f32,
    names: f32,
    /// How much words of the question follow each other there.
    followed: f32,
    follow: u16,
}

/// What one word of the question finds in a document.
#[derive(Clone, Copy, Default)]
struct Best {
    score: f32,
    all: f32,
    met: f32,
    named: f32,
    /// Whether it has the property, or is at the place, that is surely meant.
    surely: bool,
}

impl Best {
    /// Adds a document that a reading leads to; `narrows` where it is for a property or a place.
    fn take(&mut self, reading: &Reading, posting: Posting, narrows: bool) {
        let score = reading.worth * posting.impact;
        self.score = self.score.max(score);
        self.all += score;
        self.surely |= narrows && reading.is_sure();
        // What only belongs there is as sure as it belongs.
        let met = match posting.fields {
            0 => reading.sure * posting.impact,
            _ => reading.sure,
        };
        self.met = self.met.max(met);
        let is_named = posting.is_in(Field::Title) || posting.is_in(Field::Alias);
        if is_named && (matches!(reading.of, Of::Term(_)) || reading.sure >= NAMING) {
            self.named = self.named.max(posting.impact);
        }
    }
}

impl Answer {
    /// Adds what a word of the question found.
    fn close(&mut self, (at, unit): (usize, &Unit), counts: bool) {
        let Best {
            score,
            all,
            met,
            named,
            surely,
        } = std::mem::take(&mut self.best);
        let beside = all - score;
        let score = score + BESIDE * beside / (1.0 + beside);
        self.score += unit.weight * score / (1.0 + BESIDE);
        self.met += unit.weight * met;
        if named > 0.0 {
            self.named += unit.weight;
            self.names += named;
        }
        if unit.narrows {
            self.narrowed += unit.weight * met;
            if surely {
                self.has = self.has | Narrowings::at(at);
            }
        }
        if counts {
            self.sure += unit.weight * met;
        }
    }
}

impl Question {
    /// The words of which enough has to be met: what is asked about, or else all of it.
    fn counts(&self) -> impl Fn(&Unit) -> bool + Copy {
        let little = |unit: &Unit| unit.narrows || unit.light;
        let all = self.units.iter().all(little);
        move |unit| all || !little(unit)
    }

    /// How much of them that is.
    fn enough(&self) -> f32 {
        let mut asked = self.units.iter().filter(|unit| self.counts()(unit));
        let understood = |unit: &Unit| unit.readings.iter().any(|it| it.sure >= DOUBTED);
        if asked.all(understood) { SURE } else { DOUBTED }
    }
}

impl Index {
    /// The documents that answer a question, in their order.
    pub fn search(&self, question: &Question) -> Vec<Hit> {
        let mut answers = vec![Answer::default(); self.docs.len()];
        let counts = question.counts();
        let mut touched: Vec<u32> = Vec::new();
        for (at, unit) in question.units.iter().enumerate() {
            for reading in &unit.readings {
                let narrows = self.narrows(reading.of);
                for posting in self.of(reading.of) {
                    let best = &mut answers[posting.doc as usize].best;
                    if best.all == 0.0 {
                        touched.push(posting.doc);
                    }
                    best.take(reading, *posting, narrows);
                }
            }
            for doc in touched.drain(..) {
                answers[doc as usize].close((at, unit), counts(unit));
            }
        }
        let between = question.tokens.len().saturating_sub(1) as f32;
        // All of three words or more, one after the other, is no chance.
        let all = u16::try_from(question.tokens.len().saturating_sub(1))
            .unwrap_or(u16::MAX)
            .max(2);
        for (_, pair) in &question.pairs {
            let (docs, rarity) = self.of_pair(*pair);
            for doc in docs {
                let follow = rarity.min(RAREST_PAIR) / RAREST_PAIR;
                let answer = &mut answers[*doc as usize];
                answer.followed += follow / between;
                answer.follow += 1;
            }
        }
        let weight =
            |units: &mut dyn Iterator<Item = &Unit>| units.map(|it| it.weight).sum::<f32>();
        let total = weight(&mut question.units.iter());
        let surely = weight(&mut question.units.iter().filter(|unit| counts(unit)));
        let narrowing = weight(&mut question.units.iter().filter(|unit| unit.narrows));
        let enough = question.enough();
        let narrowings = question.narrowings();
        // That words follow each other is no answer to another word that nobody knows; and of
        // words that say nothing all have to.
        let understood = unknown(question).next().is_none();
        let says = !question.units.is_empty();
        let words = question.units.len() as f32;
        let is_found = |it: &Answer| it.score > 0.0 || it.followed > 0.0;
        let hits = answers.iter().zip(0_u32..).filter(|(it, _)| is_found(it));
        let hits = hits.filter_map(|(answer, doc)| {
            let mut score = match total {
                0.0 => 0.0,
                total => answer.score / total * (0.3 + 0.7 * answer.met / total),
            };
            if answer.names > 0.0 {
                let name = f32::from(self.docs[doc as usize].name);
                score += NAMED * answer.named / total * answer.names / words.max(name);
            }
            score += FOLLOWED * answer.followed;
            if narrowing > 0.0 {
                score *= 1.0 - LACKING * (1.0 - answer.narrowed / narrowing);
            }
            let score = score / (1.0 + NAMED);
            let lacks = match answer.follow >= all {
                // It is called by its name.
                true => Narrowings::default(),
                false => narrowings.without(answer.has),
            };
            (score >= FLOOR).then(|| Hit {
                doc,
                score: (score.clamp(0.0, 1.0) * BEST as f32) as u32,
                confident: answer.sure / surely >= enough
                    || understood && (answer.follow >= all || says && answer.followed >= SURE),
                lacks,
            })
        });
        hits.collect()
    }
}
