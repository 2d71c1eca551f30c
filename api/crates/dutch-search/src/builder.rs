//! Making documents ready to be found.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::index::{Analysed, Field, Grain, Index};
use crate::lexicon::{Lexicon, Ready, Step};
use crate::words::{Lexis, Token, WordId, tokens};

/// Words that no document has any more are forgotten when they are this many.
const FORGET: usize = 50_000;

/// Makes an index; what did not change is taken from the one before.
#[derive(Debug)]
pub struct Builder<'b> {
    pub(crate) index: Index,
    pub(crate) before: Option<&'b Index>,
    /// The documents before by what their texts are, once one is looked for elsewhere than where
    /// it stood.
    by_content: OnceCell<HashMap<u64, &'b Arc<Analysed>>>,
}

impl<'b> Builder<'b> {
    /// Begins an index.
    pub fn new(lexicon: Lexicon, before: Option<&'b Index>) -> Self {
        match before.filter(|it| *it.lexicon == lexicon) {
            Some(before) => Self::again(before),
            None => Self::anew(Arc::new(lexicon)),
        }
    }

    /// Begins an index with the lexicon of the one before.
    pub fn again(before: &'b Index) -> Self {
        if before.lexis.len() >= FORGET {
            return Self::anew(before.lexicon.clone());
        }
        let index = Index {
            lexicon: before.lexicon.clone(),
            ready: before.ready.clone(),
            lexis: before.lexis.clone(),
            ..Index::default()
        };
        Self {
            index,
            before: Some(before),
            by_content: OnceCell::new(),
        }
    }

    fn anew(lexicon: Arc<Lexicon>) -> Self {
        let mut lexis = Lexis::default();
        let ready = Ready::of(&lexicon, &mut lexis);
        let index = Index {
            lexicon,
            ready: Arc::new(ready),
            lexis: Arc::new(lexis),
            ..Index::default()
        };
        Self {
            index,
            before: None,
            by_content: OnceCell::new(),
        }
    }

    /// Adds a document: its texts, each with where it stands.
    pub fn add(&mut self, fields: &[(Field, &str)]) {
        let mut hasher = DefaultHasher::new();
        fields.hash(&mut hasher);
        let content = hasher.finish();
        let doc = match self.known(content) {
            Some(known) => known.clone(),
            None => Arc::new(self.analyse(content, fields)),
        };
        self.index.docs.push(doc);
    }

    /// The document before with these texts; most stand where they stood.
    fn known(&self, content: u64) -> Option<&'b Arc<Analysed>> {
        let docs = &self.before?.docs;
        let here = docs.get(self.index.docs.len());
        here.filter(|it| it.content == content).or_else(|| {
            let all = || docs.iter().map(|it| (it.content, it)).collect();
            self.by_content.get_or_init(all).get(&content).copied()
        })
    }

    /// Adds a document that stood at a place in the index before; false where that is forgotten.
    pub fn keep(&mut self, at: usize) -> bool {
        let doc = self.before.and_then(|it| it.docs.get(at));
        let Some(doc) = doc.cloned() else {
            return false;
        };
        self.index.docs.push(doc);
        true
    }

    fn analyse(&mut self, content: u64, fields: &[(Field, &str)]) -> Analysed {
        let mut grains = Vec::new();
        let mut lengths = [0_u16; Field::ALL.len()];
        let mut name = 0_u8;
        let mut pairs = Vec::new();
        for (field, text) in fields {
            let tokens = tokens(text);
            if *field == Field::Title {
                name = self.telling(&tokens);
            }
            if matches!(field, Field::Title | Field::Alias) {
                let words = self.learn(&tokens);
                pairs.extend(words.windows(2).map(|pair| (pair[0], pair[1])));
            }
            for word in self.words(&tokens) {
                grains.push(Grain {
                    word,
                    field: *field,
                    count: 1,
                });
            }
            let told = u16::try_from(tokens.len()).unwrap_or(u16::MAX);
            let length = &mut lengths[*field as usize];
            *length = length.saturating_add(told);
        }
        grains.sort_unstable();
        grains.dedup_by(|one, kept| {
            let same = (one.word, one.field) == (kept.word, kept.field);
            if same {
                kept.count = kept.count.saturating_add(one.count);
            }
            same
        });
        Analysed {
            content,
            grains: grains.into(),
            lengths,
            name,
            pairs: pairs.into(),
        }
    }

    /// The number of each word. What is known already is shared with the index before.
    fn learn(&mut self, tokens: &[Token]) -> Vec<WordId> {
        let words = tokens.iter().map(|it| self.word(&it.text));
        words.collect()
    }

    fn word(&mut self, written: &str) -> WordId {
        let lexis = &mut self.index.lexis;
        let known = lexis.word(written);
        known.unwrap_or_else(|| Arc::make_mut(lexis).learn(written))
    }

    /// How many words say something.
    fn telling(&mut self, tokens: &[Token]) -> u8 {
        let words = self.learn(tokens).into_iter();
        let ready = &self.index.ready;
        let telling = words.filter(|word| !ready.stop.contains(word)).count();
        u8::try_from(telling).unwrap_or(u8::MAX)
    }

    /// The words of a text that say something, with those tied by a hyphen as one too, and
    /// its phrases.
    fn words(&mut self, tokens: &[Token]) -> Vec<WordId> {
        let words = self.learn(tokens);
        let Index { lexis, ready, .. } = &self.index;
        let ready = ready.clone();
        let steps: Vec<Step> = words
            .iter()
            .map(|it| Step {
                term: Some(lexis.term_of(*it)),
                stop: ready.stop.contains(it),
            })
            .collect();
        let mut found = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            if !steps[at].stop {
                found.push(words[at]);
            }
            if tokens[at].tied && at + 1 < tokens.len() {
                found.push(self.word(&format!("{}{}", tokens[at].text, tokens[at + 1].text)));
            }
            found.extend(ready.phrase(&steps[at..]).map(|(phrase, _)| phrase));
        }
        found
    }
}
