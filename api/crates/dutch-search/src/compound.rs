//! Taking compounds apart into words that are known.

use crate::words::TermId;

/// The shortest part; of words that a lexicon names, one letter less.
const SHORTEST: usize = 4;
/// The most parts.
const MOST: usize = 4;
/// What may stand between parts.
const LINKS: [&str; 6] = ["", "s", "e", "en", "n", "er"];

/// A compound taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Its parts, in their order.
    pub terms: Vec<TermId>,
    shortest: usize,
}

impl Parts {
    /// Parts that are known already.
    pub fn of(terms: [TermId; 2]) -> Self {
        Self {
            terms: terms.to_vec(),
            shortest: SHORTEST,
        }
    }
}

/// The parts of a word, where every one of them is known: as few as can be, and among as
/// few those of which the shortest is longest. `known` tells the term of a part.
pub fn split(word: &str, known: &impl Fn(&str) -> Option<TermId>) -> Option<Parts> {
    if !word.is_ascii() {
        return None;
    }
    split_up_to(word, known, MOST)
}

fn split_up_to(word: &str, known: &impl Fn(&str) -> Option<TermId>, most: usize) -> Option<Parts> {
    let mut best: Option<Parts> = None;
    if most < 2 || word.len() < 2 * SHORTEST - 1 {
        return None;
    }
    for at in SHORTEST - 1..=word.len() - (SHORTEST - 1) {
        let Some(head) = known(&word[at..]) else {
            continue;
        };
        let shortest = word.len() - at;
        let Some(mut parts) = modifier(&word[..at], known, most - 1) else {
            continue;
        };
        parts.terms.push(head);
        parts.shortest = parts.shortest.min(shortest);
        let better = |it: &Parts| {
            (parts.terms.len(), usize::MAX - parts.shortest)
                < (it.terms.len(), usize::MAX - it.shortest)
        };
        if best.as_ref().is_none_or(better) {
            best = Some(parts);
        }
    }
    best
}

/// What stands before the last part, without what links them.
fn modifier(written: &str, known: &impl Fn(&str) -> Option<TermId>, most: usize) -> Option<Parts> {
    let bare = LINKS.iter().filter_map(|link| written.strip_suffix(link));
    let mut bare = bare.filter(|bare| bare.len() >= SHORTEST - 1);
    let one = bare.clone().find_map(|bare| {
        Some(Parts {
            terms: vec![known(bare)?],
            shortest: bare.len(),
        })
    });
    one.or_else(|| bare.find_map(|bare| split_up_to(bare, known, most)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_come_apart_at_known_words() {
        const WORDS: [&str; 6] = ["puber", "cursus", "gezin", "huis", "ouder", "kind"];
        let known = |part: &str| {
            let at = WORDS.iter().position(|word| *word == part)?;
            TermId::try_from(at).ok()
        };
        let parts = |word: &str| split(word, &known).map(|it| it.terms);

        assert_eq!(parts("pubercursus"), Some(vec![0, 1]));
        assert_eq!(parts("gezinshuisouder"), Some(vec![2, 3, 4]));
        assert_eq!(parts("kindercursus"), Some(vec![5, 1]));
        assert_eq!(parts("puberaad"), None);
        assert_eq!(parts("cursus"), None);
    }
}
