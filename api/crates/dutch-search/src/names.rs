//! Names, found while they are typed.

use std::collections::BTreeMap;

use crate::spelling::{forgiven, letters, slips};
use crate::words::{number, tokens};

/// What things are called, to be found by the beginnings of their words.
#[derive(Debug, Default)]
pub struct Names {
    /// Each word, with the things that have it in a name and where it stands there.
    words: Vec<(String, Vec<(u32, u8)>)>,
    /// How many words each thing's first name has.
    lengths: Vec<u8>,
}

/// A thing of which a name was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Begun {
    /// How far the words typed stand from the beginning of its name, and how long that is.
    far: (u16, u8),
    /// Which thing.
    pub thing: u32,
}

impl Names {
    /// The names of things, each with every other name it has.
    pub fn of<'n>(things: impl Iterator<Item = Vec<&'n str>>) -> Self {
        let mut words: BTreeMap<String, Vec<(u32, u8)>> = BTreeMap::new();
        let mut lengths = Vec::new();
        for (at, names) in things.enumerate() {
            for (other, name) in names.iter().enumerate() {
                let tokens = tokens(name);
                if other == 0 {
                    lengths.push(u8::try_from(tokens.len()).unwrap_or(u8::MAX));
                }
                for (place, token) in tokens.into_iter().enumerate() {
                    let place = u8::try_from(place).unwrap_or(u8::MAX);
                    words
                        .entry(token.text)
                        .or_default()
                        .push((number(at), place));
                }
            }
        }
        Self {
            words: words.into_iter().collect(),
            lengths,
        }
    }

    /// The things of which a name has a word that begins with each of these, nearest to the
    /// beginning of a name first. A slip is forgiven where nothing else is found.
    pub fn begun(&self, typed: &str) -> Vec<Begun> {
        let mut found: Option<Vec<(u32, u16)>> = None;
        for token in tokens(typed).into_iter().take(8) {
            let mut with = self.with(self.beginning(&token.text));
            if with.is_empty() {
                with = self.with(self.nearly(&token.text).into_iter());
            }
            found = Some(match found {
                None => with,
                Some(found) => both(&found, &with),
            });
        }
        let found = found.unwrap_or_default().into_iter();
        let mut found: Vec<Begun> = found
            .map(|(thing, far)| Begun {
                far: (far, self.lengths[thing as usize]),
                thing,
            })
            .collect();
        found.sort_unstable();
        found
    }

    fn beginning(&self, typed: &str) -> impl Iterator<Item = &(String, Vec<(u32, u8)>)> {
        let from = self
            .words
            .partition_point(|(word, _)| word.as_str() < typed);
        self.words[from..]
            .iter()
            .take_while(move |(word, _)| word.starts_with(typed))
    }

    /// Words of which the beginning is nearly what was typed.
    fn nearly(&self, typed: &str) -> Vec<&(String, Vec<(u32, u8)>)> {
        let most = forgiven(typed.len());
        if most == 0 {
            return Vec::new();
        }
        let own = letters(typed);
        let near = self.words.iter().filter(|(word, _)| {
            let lacking = (own & !letters(word)).count_ones() as usize;
            lacking <= most
                && word.len() + most >= typed.len()
                && (typed.len().saturating_sub(most)..=typed.len() + most).any(|length| {
                    let beginning = word.get(..length.min(word.len()));
                    beginning.is_some_and(|it| slips(typed, it, most).is_some())
                })
        });
        near.collect()
    }

    /// The things with any of these words, and where it first stands in a name.
    fn with<'w>(
        &self,
        words: impl Iterator<Item = &'w (String, Vec<(u32, u8)>)>,
    ) -> Vec<(u32, u16)> {
        let things = words.flat_map(|(_, things)| things);
        let mut things: Vec<(u32, u16)> = things
            .map(|(thing, place)| (*thing, u16::from(*place)))
            .collect();
        things.sort_unstable();
        things.dedup_by_key(|(thing, _)| *thing);
        things
    }
}

/// What stands in both, with what each is far.
fn both(one: &[(u32, u16)], other: &[(u32, u16)]) -> Vec<(u32, u16)> {
    let found = one.iter().filter_map(|(thing, far)| {
        let at = other.binary_search_by_key(thing, |it| it.0).ok()?;
        Some((*thing, far.saturating_add(other[at].1)))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_beginnings_of_their_words() {
        let names = [
            vec!["Omgaan met pubers"],
            vec!["Pubers", "Tieners"],
            vec!["Den Haag"],
        ];
        let names = Names::of(names.into_iter());
        let found =
            |typed: &str| -> Vec<u32> { names.begun(typed).iter().map(|it| it.thing).collect() };

        assert_eq!(found("pub"), [1, 0]);
        assert_eq!(found("met pu"), [0]);
        assert_eq!(found("tien"), [1]);
        assert_eq!(found("pubres"), [1, 0]);
        assert!(found("").is_empty() && found("zzzzzzzz").is_empty());
    }
}
