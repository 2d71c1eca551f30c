//! From what was found to figures.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::sets::Question;

/// The kind of questions that nothing here fits.
const NOTHING: &str = "nothing";
/// How often questions are drawn again to see how sure a figure is.
const DRAWS: usize = 2_000;

/// A question with what it found, best first, and whether each surely answers.
#[derive(Debug)]
pub struct Judged {
    /// The question.
    pub question: Question,
    /// What it found.
    pub found: Vec<(String, bool)>,
}

impl Judged {
    /// How good the first ten are, beside the best that ten could be: a thing of grade `g`
    /// gains `2^g - 1`, divided by the logarithm of its place.
    fn ndcg(&self) -> f64 {
        let gain = |grade: u8| f64::from((1_u32 << grade) - 1);
        let sum = |grades: &mut dyn Iterator<Item = u8>| -> f64 {
            let places = grades.take(10).zip(2_u32..);
            places
                .map(|(grade, place)| gain(grade) / f64::from(place).log2())
                .sum()
        };
        let grade = |item: &String| self.question.grades.get(item).copied().unwrap_or(0);
        let mut best: Vec<u8> = self.question.grades.values().copied().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let ideal = sum(&mut best.into_iter());
        sum(&mut self.found.iter().map(|(item, _)| grade(item))) / ideal.max(f64::MIN_POSITIVE)
    }

    /// How much of what answers is among the first twenty.
    fn recall(&self) -> f64 {
        let there = self
            .found
            .iter()
            .filter(|(item, _)| self.question.grades.contains_key(item));
        there.count() as f64 / self.question.grades.len().clamp(1, 20) as f64
    }

    /// Whether nothing was told to answer surely.
    fn is_doubted(&self) -> bool {
        !self.found.iter().any(|(_, confident)| *confident)
    }
}

/// The figures of each kind, and of all that have an answer.
pub fn table(judged: &[Judged]) -> String {
    let mut kinds: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for one in judged {
        kinds.entry(&one.question.kind).or_default().push(one);
        if one.question.kind != NOTHING {
            kinds.entry("~ all").or_default().push(one);
        }
    }
    let mut table = String::new();
    for (kind, of) in kinds {
        let line = if kind == NOTHING {
            let doubted = of.iter().filter(|it| it.is_doubted()).count();
            format!("without a confident hit {doubted} of {}", of.len())
        } else {
            let ndcg: Vec<f64> = of.iter().map(|it| it.ndcg()).collect();
            let recall: Vec<f64> = of.iter().map(|it| it.recall()).collect();
            let doubted = of.iter().filter(|it| it.is_doubted()).count();
            let (low, high) = interval(&ndcg);
            format!(
                "nDCG@10 {:.3} [{low:.3}, {high:.3}]  recall@20 {:.3}  doubted {doubted}",
                mean(&ndcg),
                mean(&recall)
            )
        };
        let _ = writeln!(table, "  {kind:<14} {:>4}  {line}", of.len());
    }
    table
}

/// How good the first ten are, of all that have an answer.
#[cfg(test)]
pub fn overall(judged: &[Judged]) -> f64 {
    let answered = judged.iter().filter(|it| it.question.kind != NOTHING);
    mean(&answered.map(Judged::ndcg).collect::<Vec<_>>())
}

/// Each question, the worst first.
pub fn each(judged: &[Judged]) -> String {
    let mut judged: Vec<&Judged> = judged.iter().collect();
    judged.sort_by(|a, b| a.ndcg().total_cmp(&b.ndcg()));
    let mut lines = String::new();
    for one in judged {
        let Question {
            id,
            kind,
            text,
            grades,
        } = &one.question;
        let _ = writeln!(lines, "{:.3} {id} {kind} „{text}”", one.ndcg());
        let found = one.found.iter().take(10).map(|(item, confident)| {
            let grade = grades.get(item).copied().unwrap_or(0);
            format!("{}{item}={grade}", if *confident { "" } else { "?" })
        });
        let _ = writeln!(lines, "    found  {}", found.collect::<Vec<_>>().join(" "));
        let missed = grades.iter().filter(|(item, grade)| {
            **grade > 1 && !one.found.iter().take(10).any(|(found, _)| found == *item)
        });
        let mut missed: Vec<String> = missed
            .map(|(item, grade)| format!("{item}={grade}"))
            .collect();
        missed.sort();
        let _ = writeln!(lines, "    missed {}", missed.join(" "));
    }
    lines
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len().max(1) as f64
}

/// Between which values the mean lies in 95 of 100 draws of as many questions again. The
/// draws are the same each time, so that figures can be compared.
fn interval(of: &[f64]) -> (f64, f64) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or_default() % of.len().max(1)
    };
    let mut means: Vec<f64> = (0..DRAWS)
        .map(|_| mean(&of.iter().map(|_| of[next()]).collect::<Vec<_>>()))
        .collect();
    means.sort_by(f64::total_cmp);
    (means[DRAWS / 40], means[DRAWS - 1 - DRAWS / 40])
}
