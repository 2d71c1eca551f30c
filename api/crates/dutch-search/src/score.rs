//! Which documents answer a question, and how well.

use crate::index::{Field, Index, Of};
use crate::question::Question;

/// What the other ways to read a word add to the best one.
const BESIDE: f32 = 0.2;
/// What it adds that a name is what was asked for.
const NAMED: f32 = 0.25;
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
}

/// What is gathered about each document.
struct Tally {
    score: Vec<f32>,
    met: Vec<f32>,
    sure: Vec<f32>,
    named: Vec<Named>,
}

/// What of a question stands in the name of a document.
#[derive(Clone, Copy, Default)]
struct Named {
    weight: f32,
    words: f32,
}

/// What one word of the question finds in a document.
#[derive(Clone, Copy, Default)]
struct Best {
    score: f32,
    all: f32,
    met: f32,
    named: f32,
}

impl Index {
    /// The documents that answer a question, in their order.
    pub fn search(&self, question: &Question) -> Vec<Hit> {
        let docs = self.docs.len();
        let none = || vec![0.0_f32; docs];
        let mut tally = Tally {
            score: none(),
            met: none(),
            sure: none(),
            named: vec![Named::default(); docs],
        };
        let narrow = question.units.iter().all(|unit| unit.narrows || unit.light);
        let counts = |at: usize| {
            let unit = &question.units[at];
            narrow || !(unit.narrows || unit.light)
        };
        let (mut total, mut surely) = (0.0, 0.0);
        let mut best = vec![Best::default(); docs];
        let mut touched: Vec<u32> = Vec::new();
        for (at, unit) in question.units.iter().enumerate() {
            total += unit.weight;
            if counts(at) {
                surely += unit.weight;
            }
            for reading in &unit.readings {
                let is_term = matches!(reading.of, Of::Term(_));
                for posting in self.of(reading.of) {
                    let one = &mut best[posting.doc as usize];
                    if one.all == 0.0 {
                        touched.push(posting.doc);
                    }
                    let score = reading.worth * posting.impact;
                    one.score = one.score.max(score);
                    one.all += score;
                    let met = if posting.fields == 0 {
                        reading.sure * posting.impact
                    } else {
                        reading.sure
                    };
                    one.met = one.met.max(met);
                    let name = posting.is_in(Field::Title) || posting.is_in(Field::Alias);
                    if name && (is_term || reading.sure >= 0.8) {
                        one.named = one.named.max(posting.impact);
                    }
                }
            }
            for doc in touched.drain(..) {
                let doc = doc as usize;
                let one = std::mem::take(&mut best[doc]);
                let beside = one.all - one.score;
                let score = one.score + BESIDE * beside / (1.0 + beside);
                tally.score[doc] += unit.weight * score / (1.0 + BESIDE);
                tally.met[doc] += unit.weight * one.met;
                if one.named > 0.0 {
                    tally.named[doc].weight += unit.weight;
                    tally.named[doc].words += one.named;
                }
                if counts(at) {
                    tally.sure[doc] += unit.weight * one.met;
                }
            }
        }
        let understood = |at: usize| {
            let readings = &question.units[at].readings;
            readings.iter().any(|it| it.sure >= DOUBTED)
        };
        let mut asked = (0..question.units.len()).filter(|at| counts(*at));
        let enough = if asked.all(understood) { SURE } else { DOUBTED };
        let units = question.units.len() as f32;
        let hits = (0..docs).filter(|doc| tally.score[*doc] > 0.0).map(|doc| {
            let met = tally.met[doc] / total;
            let Named { weight, words } = tally.named[doc];
            let named = weight / total * words / units.max(f32::from(self.docs[doc].name));
            let score =
                (tally.score[doc] / total * (0.3 + 0.7 * met) + NAMED * named) / (1.0 + NAMED);
            (
                crate::words::number(doc),
                score,
                tally.sure[doc] / surely >= enough,
            )
        });
        let hits = hits.filter(|(_, score, _)| *score >= FLOOR);
        hits.map(|(doc, score, confident)| Hit {
            doc,
            score: (score.clamp(0.0, 1.0) * BEST as f32) as u32,
            confident,
        })
        .collect()
    }
}
