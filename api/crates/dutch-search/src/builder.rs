//! Making documents ready to be found.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::index::{Analysed, Field, Grain, Index, Posting};
use crate::lexicon::{Lexicon, Ready, Sense, Step};
use crate::words::{TermId, Token, WordId, tokens};

/// How much the length of a field tempers what stands in it.
const LENGTH: f32 = 0.6;
/// How soon a word more of the same adds little.
const SATURATION: f32 = 1.2;
/// What a part of a compound counts, beside a word of its own.
const PART: f32 = 0.6;
/// Words that no document has any more are forgotten when they are this many.
const FORGET: usize = 50_000;
/// Counts are whole numbers of this part, so that they sum to the same in any order: words have
/// other numbers on another node.
const GRAIN: f32 = 4096.0;

/// Makes an index; what did not change is taken from the one before.
#[derive(Debug)]
pub struct Builder<'b> {
    index: Index,
    before: Option<&'b Index>,
}

impl<'b> Builder<'b> {
    /// Begins an index.
    pub fn new(lexicon: Lexicon, before: Option<&'b Index>) -> Self {
        let before = before.filter(|it| *it.lexicon == lexicon && it.lexis.len() < FORGET);
        let mut index = Index::default();
        if let Some(before) = before {
            index.lexis = before.lexis.clone();
            index.lexicon = before.lexicon.clone();
        } else {
            index.lexicon = Arc::new(lexicon);
        }
        index.ready = Ready::of(&index.lexicon, &mut index.lexis);
        Self { index, before }
    }

    /// Adds a document: its texts, each with where it stands.
    pub fn add(&mut self, fields: &[(Field, &str)]) {
        let mut hasher = DefaultHasher::new();
        fields.hash(&mut hasher);
        let content = hasher.finish();
        let known = self.before.and_then(|it| it.by_content.get(&content));
        let doc = match known {
            Some(known) => known.clone(),
            None => Arc::new(self.analyse(fields)),
        };
        self.index.by_content.insert(content, doc.clone());
        self.index.docs.push(doc);
    }

    fn analyse(&mut self, fields: &[(Field, &str)]) -> Analysed {
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
                let lexis = &mut self.index.lexis;
                let words: Vec<WordId> = tokens.iter().map(|it| lexis.learn(&it.text)).collect();
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
            grains: grains.into(),
            lengths,
            name,
            pairs: pairs.into(),
        }
    }

    /// How many words say something.
    fn telling(&mut self, tokens: &[Token]) -> u8 {
        let Index { lexis, ready, .. } = &mut self.index;
        let words = tokens.iter().map(|it| lexis.learn(&it.text));
        let telling = words.filter(|word| !ready.stop.contains(word)).count();
        u8::try_from(telling).unwrap_or(u8::MAX)
    }

    /// The words of a text that say something, with those tied by a hyphen as one too, and
    /// its phrases.
    fn words(&mut self, tokens: &[Token]) -> Vec<WordId> {
        let Index { lexis, ready, .. } = &mut self.index;
        let words: Vec<WordId> = tokens.iter().map(|it| lexis.learn(&it.text)).collect();
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
                found.push(lexis.learn(&format!("{}{}", tokens[at].text, tokens[at + 1].text)));
            }
            found.extend(ready.phrase(&steps[at..]).map(|(phrase, _)| phrase));
        }
        found
    }

    /// Ends it. `reached` tells what belongs to each meaning without being said in words, and
    /// how much.
    pub fn build(mut self, reached: &[Vec<(u32, f32)>]) -> Index {
        let parts = self.know();
        let averages = self.averages();
        let index = &mut self.index;
        let (terms, meanings) = (index.lexis.terms(), index.ready.len());
        index.of_terms.resize_with(terms, Vec::new);
        index.of_meanings.resize_with(meanings, Vec::new);
        let (mut had, mut meant) = (Tally::of(terms), Tally::of(meanings));
        for (doc, at) in index.docs.iter().zip(0..) {
            for grain in &doc.grains {
                let field = grain.field as usize;
                let long = f32::from(doc.lengths[field]) / averages[field];
                let counted = f32::from(grain.count) / (1.0 - LENGTH + LENGTH * long);
                let counted = counted * Field::WEIGHTS[field];
                let bit = grain.field.bit();
                had.add(index.lexis.term_of(grain.word), whole(counted), bit);
                for term in parts[grain.word as usize].iter().flatten() {
                    had.add(*term, whole(counted * PART), bit);
                }
            }
            had.take(|term, counted, fields| {
                for meaning in index.ready.meanings_of(term) {
                    // What a text says is no property of what it is about.
                    if index.lexicon.meanings[*meaning as usize].sense != Sense::Filter {
                        meant.most(*meaning, counted, fields);
                    }
                }
                index.of_terms[term as usize].push(posting(at, counted, fields));
            });
            meant.take(|meaning, counted, fields| {
                index.of_meanings[meaning as usize].push(posting(at, counted, fields));
            });
        }
        for (doc, at) in index.docs.iter().zip(0..) {
            for (one, next) in &doc.pairs {
                let pair = (index.lexis.term_of(*one), index.lexis.term_of(*next));
                let docs = index.of_pairs.entry(pair).or_default();
                if docs.last() != Some(&at) {
                    docs.push(at);
                }
            }
        }
        index.said = index.of_meanings.iter().map(Vec::len).collect();
        for (list, reached) in index.of_meanings.iter_mut().zip(reached) {
            reach(list, reached);
        }
        self.index
    }

    /// Notes which words there are, and takes the compounds among them apart.
    fn know(&mut self) -> Vec<Option<Vec<TermId>>> {
        let index = &mut self.index;
        index.vocabulary = vec![false; index.lexis.len()];
        index.terms = vec![false; index.lexis.terms()];
        let grains = index.docs.iter().flat_map(|doc| &doc.grains);
        let used = grains.map(|grain| grain.word);
        for word in used.chain(index.ready.words.iter().copied()) {
            index.vocabulary[word as usize] = true;
            index.terms[index.lexis.term_of(word) as usize] = true;
        }
        for (used, word) in index.vocabulary.iter_mut().zip(0..) {
            // A phrase is no word.
            *used &= !index.lexis.written(word).contains(' ');
        }
        let index = &self.index;
        let words = index.vocabulary.iter().zip(0..);
        let parts = words.map(|(used, word)| {
            let parts = used.then(|| index.parts(index.lexis.written(word)));
            parts.flatten().map(|it| it.terms)
        });
        parts.collect()
    }

    /// How long each field is where there is one.
    fn averages(&self) -> [f32; Field::ALL.len()] {
        let mut averages = [1.0; Field::ALL.len()];
        for (field, average) in averages.iter_mut().enumerate() {
            let lengths = self
                .index
                .docs
                .iter()
                .map(|doc| f32::from(doc.lengths[field]));
            let (sum, with) = lengths
                .filter(|length| *length > 0.0)
                .fold((0.0, 0.0), |(sum, with), length| (sum + length, with + 1.0));
            if with > 0.0 {
                *average = sum / with;
            }
        }
        averages
    }
}

/// What one document has of each thing.
struct Tally {
    counted: Vec<u32>,
    fields: Vec<u8>,
    touched: Vec<u32>,
}

impl Tally {
    fn of(things: usize) -> Self {
        Self {
            counted: vec![0; things],
            fields: vec![0; things],
            touched: Vec::new(),
        }
    }

    fn add(&mut self, thing: u32, counted: u32, fields: u8) {
        self.touch(thing, fields);
        self.counted[thing as usize] += counted;
    }

    fn most(&mut self, thing: u32, counted: u32, fields: u8) {
        self.touch(thing, fields);
        let most = &mut self.counted[thing as usize];
        *most = counted.max(*most);
    }

    fn touch(&mut self, thing: u32, fields: u8) {
        let there = &mut self.fields[thing as usize];
        if *there == 0 {
            self.touched.push(thing);
        }
        *there |= fields;
    }

    /// Tells everything that was counted, and begins again.
    fn take(&mut self, mut tell: impl FnMut(u32, u32, u8)) {
        for thing in self.touched.drain(..) {
            let counted = std::mem::take(&mut self.counted[thing as usize]);
            let fields = std::mem::take(&mut self.fields[thing as usize]);
            tell(thing, counted, fields);
        }
    }
}

fn whole(counted: f32) -> u32 {
    (counted * GRAIN) as u32
}

fn posting(doc: u32, counted: u32, fields: u8) -> Posting {
    let counted = counted as f32 / GRAIN;
    Posting {
        doc,
        impact: counted / (counted + SATURATION),
        fields,
    }
}

/// Joins what belongs somewhere to what is said there.
fn reach(list: &mut Vec<Posting>, reached: &[(u32, f32)]) {
    let fields = 0;
    list.extend(reached.iter().map(|(doc, impact)| Posting {
        doc: *doc,
        impact: *impact,
        fields,
    }));
    list.sort_by_key(|it| (it.doc, std::cmp::Reverse(it.fields)));
    list.dedup_by(|one, kept| {
        let same = one.doc == kept.doc;
        if same {
            kept.impact = kept.impact + one.impact - kept.impact * one.impact;
        }
        same
    });
}
