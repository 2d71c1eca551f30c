//! Making documents ready to be found.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::index::{Analysed, Field, Grain, Index, Posting};
use crate::lexicon::{Lexicon, Ready, Sense, Step};
use crate::parted::Parted;
use crate::postings::Postings;
use crate::words::{Lexis, Token, WordId, tokens};

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
        let before = Some(before);
        Self { index, before }
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
        }
    }

    /// Adds a document: its texts, each with where it stands.
    pub fn add(&mut self, fields: &[(Field, &str)]) {
        let mut hasher = DefaultHasher::new();
        fields.hash(&mut hasher);
        let content = hasher.finish();
        let known = self.before.and_then(|it| it.by_content.get(&content));
        let doc = match known {
            Some(known) => known.clone(),
            None => Arc::new(self.analyse(content, fields)),
        };
        self.put(doc);
    }

    /// Adds a document that stood at a place in the index before; false where that is forgotten.
    pub fn keep(&mut self, at: usize) -> bool {
        let doc = self.before.and_then(|it| it.docs.get(at));
        let Some(doc) = doc.cloned() else {
            return false;
        };
        self.put(doc);
        true
    }

    fn put(&mut self, doc: Arc<Analysed>) {
        self.index.by_content.insert(doc.content, doc.clone());
        self.index.docs.push(doc);
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

    /// Ends it. `reached` tells what belongs to each meaning without being said in words, and
    /// how much.
    pub fn build(mut self, reached: &[Vec<(u32, f32)>]) -> Index {
        self.know();
        let averages = self.averages();
        let index = &mut self.index;
        let (terms, meanings) = (index.lexis.terms(), index.ready.len());
        let mut told = Vec::with_capacity(self.before.map_or(0, |it| it.of_terms.len()));
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
                for term in index.parted.parts(grain.word) {
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
                told.push((term, posting(at, counted, fields)));
            });
            meant.take(|meaning, counted, fields| {
                index.of_meanings[meaning as usize].push(posting(at, counted, fields));
            });
        }
        index.of_terms = Postings::sorted(terms, &told);
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
    fn know(&mut self) {
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
        index.parted = Parted::of(index, self.before);
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
