//! Where things stand, by every word that names them.

use std::collections::HashMap;

use uuid::Uuid;

/// Where the things of one kind stand, by id or by address.
#[derive(Debug, Default)]
pub struct Index {
    by_id: HashMap<Uuid, usize>,
    by_word: HashMap<String, usize>,
}

impl Index {
    /// Finds things by their ids.
    pub fn of<T>(things: &[T], id: impl Fn(&T) -> Uuid) -> Self {
        Self {
            by_id: things.iter().map(id).zip(0..).collect(),
            by_word: HashMap::new(),
        }
    }

    /// Finds them by a word too.
    pub fn by<T>(mut self, things: &[T], word: impl Fn(&T) -> &str) -> Self {
        let words = things.iter().map(|it| word(it).to_owned());
        self.by_word.extend(words.zip(0..));
        self
    }

    /// Where that stands which has an id.
    pub fn at(&self, id: Uuid) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// Where that stands which a word names.
    pub fn find(&self, word: &str) -> Option<usize> {
        let by_word = self.by_word.get(word);
        let found = by_word.or_else(|| self.by_id.get(&Uuid::try_parse(word).ok()?));
        found.copied()
    }
}
