//! From text to words, and from a word to what its inflections share.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::spelling::{letters, sound};

/// A longer run of letters is no word, and is cut here.
const LONGEST: usize = 40;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::new(Algorithm::Dutch));

/// A word of a text, as everybody would type it: lower case, without accents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its letters and digits.
    pub text: String,
    /// A hyphen ties it to the next.
    pub tied: bool,
}

/// The words of a text. The `'s` of a plural goes, and so does what is one letter long.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut word = String::new();
    let mut letters = 0;
    let mut quoted = false;
    let mut end = |word: &mut String, quoted: bool, by: Option<char>| {
        if word.len() > 1 && !(quoted && word == "s") {
            found.push(Token {
                text: std::mem::take(word),
                tied: by == Some('-'),
            });
        }
        word.clear();
    };
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            if letters < LONGEST {
                word.extend(c.to_lowercase());
            }
            letters += 1;
        } else {
            end(&mut word, quoted, Some(c));
            letters = 0;
            quoted = matches!(c, '\'' | '’' | '`');
        }
    }
    end(&mut word, quoted, None);
    found
}

/// What the inflections of a word share: `cursussen` and `cursus`, `gehecht` and `hechting`.
///
/// Beside the stemmer stand two plurals that it does not know: those in `-kinderen`, and
/// those in `-s` after an open vowel, which are often written without their apostrophe.
pub fn stem(word: &str) -> Cow<'_, str> {
    if let Some(before) = word.strip_suffix("kinderen") {
        return Cow::Owned(format!("{before}kind"));
    }
    let bytes = word.as_bytes();
    if let [.., before, b'a' | b'o', b's'] = bytes
        && !b"aeiou".contains(before)
        && bytes.len() > 3
    {
        return Cow::Borrowed(&word[..word.len() - 1]);
    }
    if bytes.len() < 3 || !word.is_ascii() || bytes.iter().any(u8::is_ascii_digit) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(STEMMER.stem(word).to_string())
}

/// A word that was met.
pub type WordId = u32;
/// What the inflections of a word share, as a number.
pub type TermId = u32;

/// Every word that was met, by number. It only grows, so that numbers keep their meaning
/// from one index to the next.
#[derive(Clone, Debug, Default)]
pub struct Lexis {
    words: HashMap<Arc<str>, WordId>,
    written: Vec<Arc<str>>,
    terms: HashMap<Arc<str>, TermId>,
    stems: Vec<Arc<str>>,
    term_of: Vec<TermId>,
    letters: Vec<u32>,
    own: HashSet<String>,
    sounds: HashMap<String, Vec<WordId>>,
}

impl Lexis {
    /// The number of a word, which it gets where it has none.
    pub fn learn(&mut self, word: &str) -> WordId {
        match self.words.get(word) {
            Some(known) => *known,
            None if self.own.contains(word) => self.add(word, word),
            None => self.add(word, &stem(word)),
        }
    }

    /// Words that share nothing with those that look like inflections of the same, to be
    /// told before any is learnt.
    pub fn keep(&mut self, own: impl Iterator<Item = String>) {
        self.own.extend(own);
    }

    /// The number of words that belong together, by their terms.
    pub fn learn_phrase(&mut self, terms: &[TermId]) -> WordId {
        let stems: Vec<&str> = terms.iter().map(|it| &*self.stems[*it as usize]).collect();
        let phrase = stems.join(" ");
        match self.words.get(phrase.as_str()) {
            Some(known) => *known,
            None => self.add(&phrase, &phrase),
        }
    }

    fn add(&mut self, word: &str, stem: &str) -> WordId {
        let term = match self.terms.get(stem) {
            Some(known) => *known,
            None => {
                let (stem, term): (Arc<str>, _) = (stem.into(), number(self.stems.len()));
                self.stems.push(stem.clone());
                self.terms.insert(stem, term);
                term
            }
        };
        let (word, id): (Arc<str>, _) = (word.into(), number(self.written.len()));
        self.letters.push(letters(&word));
        self.sounds.entry(sound(&word)).or_default().push(id);
        self.written.push(word.clone());
        self.term_of.push(term);
        self.words.insert(word, id);
        id
    }

    /// The number of a word that was met.
    pub fn word(&self, word: &str) -> Option<WordId> {
        self.words.get(word).copied()
    }

    /// The term of a word, met or not, where one of its inflections was met.
    pub fn term(&self, word: &str) -> Option<TermId> {
        match self.words.get(word) {
            Some(known) => Some(self.term_of(*known)),
            None if self.own.contains(word) => None,
            None => self.terms.get(&*stem(word)).copied(),
        }
    }

    /// The term of a word that was met.
    pub fn term_of(&self, word: WordId) -> TermId {
        self.term_of[word as usize]
    }

    /// How a word is written.
    pub fn written(&self, word: WordId) -> &str {
        &self.written[word as usize]
    }

    /// The words that sound like this.
    pub fn alike(&self, sound: &str) -> &[WordId] {
        self.sounds.get(sound).map_or(&[], Vec::as_slice)
    }

    /// Which letters each word has.
    pub fn letters(&self) -> &[u32] {
        &self.letters
    }

    /// How a term is written.
    pub fn stem(&self, term: usize) -> &str {
        &self.stems[term]
    }

    /// How many words were met.
    pub fn len(&self) -> usize {
        self.written.len()
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.stems.len()
    }
}

/// A place in a list as a number that takes half the room; lists here are short.
pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn words_are_as_everybody_would_type_them() {
        assert_eq!(words("Opa's café, 16+!"), ["opa", "cafe", "16"]);
        assert_eq!(words("'s-Hertogenbosch"), ["hertogenbosch"]);
        assert!(tokens("co-ouderschap")[0].tied);
        assert_eq!(words(&"a".repeat(900)), ["a".repeat(LONGEST)]);
        assert!(words("¿ … 'k !").is_empty());
    }

    #[test]
    fn inflections_share_a_stem() {
        for (one, other) in [
            ("cursus", "cursussen"),
            ("gehecht", "hechting"),
            ("pleegkind", "pleegkinderen"),
            ("oma", "omas"),
            ("huis", "huizen"),
        ] {
            assert_eq!(stem(one), stem(other));
        }
    }
}
