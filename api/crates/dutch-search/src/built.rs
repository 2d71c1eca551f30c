//! Ending an index: which documents have what.
//!
//! What a document has of a word follows from the document, from how long its fields are beside
//! those of all, and from how compounds come apart. Where those stand, only the documents that
//! changed are counted again, and the lists of the others are copied as they are.

use std::sync::Arc;

use crate::builder::Builder;
use crate::index::{Analysed, Field, Grain, Index, Pairs, Posting};
use crate::lexicon::Sense;
use crate::parted::Parted;
use crate::postings::Postings;
use crate::words::TermId;

/// How much the length of a field tempers what stands in it.
const LENGTH: f32 = 0.6;
/// How soon a word more of the same adds little.
const SATURATION: f32 = 1.2;
/// What a part of a compound counts, beside a word of its own.
const PART: f32 = 0.6;
/// Counts are whole numbers of this part, so that they sum to the same in any order: words have
/// other numbers on another node.
const GRAIN: f32 = 4096.0;
/// Lengths are reckoned in steps, so many to where they double: one document more or less hardly
/// ever moves what all others are held against.
const STEPS: f32 = 4.0;

/// What belongs to each meaning without being said in words: documents, and how much.
pub type Reached = Vec<Vec<(u32, f32)>>;

/// What a document has, by thing.
type Had = Vec<(u32, Posting)>;

impl Builder<'_> {
    /// Ends it. `reached` tells what belongs to each meaning without being said in words, and how
    /// much; it is not asked where that `stands` as it did in the index before.
    pub fn build(mut self, stands: bool, reached: impl FnOnce() -> Reached) -> Index {
        let moved = self.before.and_then(|it| moved(it, &self.index));
        let before = self.before;
        let index = &mut self.index;
        index.know(before.zip(moved.as_deref()));
        index.parted = Parted::of(index, before);
        index.averages = index.averages();
        let stale = before
            .zip(moved)
            .and_then(|(it, moved)| it.stale(index, moved));
        let (terms, meanings) = (index.lexis.terms(), index.ready.len());
        match before.zip(stale) {
            Some((before, stale)) => {
                let (had, meant) = index.count(stale.iter().copied());
                let stale = marked(index.docs.len(), &stale);
                index.of_terms = before.of_terms.patched(terms, &stale, had);
                index.said_in = patched(&before.said_in, &stale, meant);
            }
            None => {
                let (had, meant) = index.count(0..index.docs.len());
                index.of_terms = Postings::sorted(terms, &had);
                index.said_in = lists(meanings, meant);
            }
        }
        index.of_pairs = match before.filter(|it| same_names(it, index)) {
            Some(before) => before.of_pairs.clone(),
            None => pairs(index).into(),
        };
        let taken = before.filter(|it| stands && it.said_in.len() == meanings);
        index.reached = taken.map_or_else(|| Arc::new(reached()), |it| it.reached.clone());
        let all = index.said_in.iter().enumerate().map(|(meaning, said)| {
            let same = taken.filter(|it| Arc::ptr_eq(&it.said_in[meaning], said));
            same.map_or_else(
                || joined(said, index.reached.get(meaning)),
                |it| it.of_meanings[meaning].clone(),
            )
        });
        index.of_meanings = all.collect();
        self.index
    }
}

impl Index {
    /// Notes which words there are; with what was before, only what `moved` is looked at.
    fn know(&mut self, before: Option<(&Self, &[usize])>) {
        self.used = match before {
            Some((before, moved)) => {
                let mut used = before.used.clone();
                used.resize(self.lexis.len(), 0);
                for at in moved {
                    for grain in &before.docs[*at].grains {
                        used[grain.word as usize] -= 1;
                    }
                    for grain in &self.docs[*at].grains {
                        used[grain.word as usize] += 1;
                    }
                }
                used
            }
            None => {
                let mut used = vec![0; self.lexis.len()];
                for grain in self.docs.iter().flat_map(|doc| &doc.grains) {
                    used[grain.word as usize] += 1;
                }
                used
            }
        };
        self.vocabulary = self.used.iter().map(|used| *used > 0).collect();
        for word in &self.ready.words {
            self.vocabulary[*word as usize] = true;
        }
        self.terms = vec![false; self.lexis.terms()];
        for (known, word) in self.vocabulary.iter_mut().zip(0..) {
            self.terms[self.lexis.term_of(word) as usize] |= *known;
            // A phrase is no word.
            *known &= !self.lexis.written(word).contains(' ');
        }
    }

    /// How long each field is where there is one.
    fn averages(&self) -> [f32; Field::ALL.len()] {
        let mut averages = [1.0; Field::ALL.len()];
        for (field, average) in averages.iter_mut().enumerate() {
            let lengths = self.docs.iter().map(|doc| f32::from(doc.lengths[field]));
            let (sum, with) = lengths
                .filter(|length| *length > 0.0)
                .fold((0.0_f32, 0.0), |(sum, with), length| {
                    (sum + length, with + 1.0)
                });
            if with > 0.0 {
                let steps = (sum / with).log2() * STEPS;
                *average = (steps.round() / STEPS).exp2();
            }
        }
        averages
    }

    /// The documents of which other things are to be counted than in this index before, beside
    /// those that moved; nothing where all are.
    fn stale(&self, next: &Self, mut moved: Vec<usize>) -> Option<Vec<usize>> {
        if self.averages != next.averages {
            return None;
        }
        let otherwise = next.parted.otherwise(&self.parted);
        if !otherwise.is_empty() {
            let with = next.docs.iter().enumerate().filter(|(_, doc)| {
                let mut grains = doc.grains.iter();
                grains.any(|it| otherwise.binary_search(&it.word).is_ok())
            });
            moved.extend(with.map(|(at, _)| at));
            moved.sort_unstable();
            moved.dedup();
        }
        Some(moved)
    }

    /// What documents have of terms, and what they say of meanings.
    fn count(&self, docs: impl Iterator<Item = usize>) -> (Had, Had) {
        let (mut terms, mut meanings) =
            (Tally::of(self.lexis.terms()), Tally::of(self.ready.len()));
        let (mut had, mut meant) = (Vec::new(), Vec::new());
        for (at, doc) in docs.map(|at| (at, &self.docs[at])) {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            self.tally(doc, &mut terms);
            terms.take(|term, counted, fields| {
                for meaning in self.ready.meanings_of(term) {
                    // What a text says is no property of what it is about, and a place is
                    // told below.
                    if self.lexicon.meanings[*meaning as usize].sense == Sense::Concept {
                        meanings.most(*meaning, counted, fields);
                    }
                }
                had.push((term, posting(at, counted, fields)));
            });
            for grain in &doc.grains {
                let term = self.lexis.term_of(grain.word);
                let places = self.ready.named.get(&grain.word);
                // A name that is an ordinary word as well is one in a text.
                let places = places.filter(|_| !self.ready.guarded.contains(&term));
                for place in places.into_iter().flatten() {
                    let counted = whole(self.counted(doc, grain));
                    meanings.most(*place, counted, grain.field.bit());
                }
            }
            meanings.take(|meaning, counted, fields| {
                meant.push((meaning, posting(at, counted, fields)));
            });
        }
        (had, meant)
    }

    /// How much a word counts where it stands.
    fn counted(&self, doc: &Analysed, grain: &Grain) -> f32 {
        let field = grain.field as usize;
        let long = f32::from(doc.lengths[field]) / self.averages[field];
        let counted = f32::from(grain.count) / (1.0 - LENGTH + LENGTH * long);
        counted * Field::WEIGHTS[field]
    }

    fn tally(&self, doc: &Analysed, had: &mut Tally) {
        for grain in &doc.grains {
            let counted = self.counted(doc, grain);
            let bit = grain.field.bit();
            had.add(self.lexis.term_of(grain.word), whole(counted), bit);
            for term in self.parted.parts(grain.word) {
                had.add(*term, whole(counted * PART), bit);
            }
        }
    }
}

/// The places of documents that are others than in the index before; nothing where there are more
/// or fewer.
fn moved(before: &Index, index: &Index) -> Option<Vec<usize>> {
    let both = before.docs.iter().zip(&index.docs).enumerate();
    let others = both.filter(|(_, (was, is))| !Arc::ptr_eq(was, is));
    (before.docs.len() == index.docs.len()).then(|| others.map(|(at, _)| at).collect())
}

/// Whether the same documents are called the same.
fn same_names(before: &Index, index: &Index) -> bool {
    let mut both = before.docs.iter().zip(&index.docs);
    before.docs.len() == index.docs.len()
        && both.all(|(was, is)| Arc::ptr_eq(was, is) || was.pairs == is.pairs)
}

/// The documents in whose names two words follow each other.
fn pairs(index: &Index) -> Pairs {
    let mut of_pairs = Pairs::new();
    for (doc, at) in index.docs.iter().zip(0..) {
        for (one, next) in &doc.pairs {
            let pair: (TermId, TermId) = (index.lexis.term_of(*one), index.lexis.term_of(*next));
            let docs = of_pairs.entry(pair).or_default();
            if docs.last() != Some(&at) {
                docs.push(at);
            }
        }
    }
    of_pairs
}

fn marked(all: usize, some: &[usize]) -> Vec<bool> {
    let mut marked = vec![false; all];
    for at in some {
        marked[*at] = true;
    }
    marked
}

/// A list for each of so many things, of what is told of them in the order of documents.
fn lists(things: usize, told: Had) -> Vec<Arc<[Posting]>> {
    let mut lists = vec![Vec::new(); things];
    for (thing, posting) in told {
        lists[thing as usize].push(posting);
    }
    lists.into_iter().map(Into::into).collect()
}

/// The same lists, with what is told of stale documents in the place of what was; a list of which
/// nothing changes is shared.
fn patched(before: &[Arc<[Posting]>], stale: &[bool], told: Had) -> Vec<Arc<[Posting]>> {
    let mut fresh = vec![Vec::new(); before.len()];
    for (thing, posting) in told {
        fresh[thing as usize].push(posting);
    }
    let both = before.iter().zip(fresh);
    let lists = both.map(|(list, fresh)| {
        let is_stale = |it: &Posting| stale[it.doc as usize];
        if fresh.is_empty() && !list.iter().any(is_stale) {
            return list.clone();
        }
        let kept = list.iter().filter(|it| !is_stale(it)).copied();
        let mut list: Vec<Posting> = kept.chain(fresh).collect();
        list.sort_by_key(|it| it.doc);
        list.into()
    });
    lists.collect()
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
fn joined(said: &[Posting], reached: Option<&Vec<(u32, f32)>>) -> Arc<[Posting]> {
    let fields = 0;
    let reached = reached.into_iter().flatten();
    let reached = reached.map(|(doc, impact)| Posting {
        doc: *doc,
        impact: *impact,
        fields,
    });
    let mut list: Vec<Posting> = said.iter().copied().chain(reached).collect();
    list.sort_by_key(|it| (it.doc, std::cmp::Reverse(it.fields)));
    list.dedup_by(|one, kept| {
        let same = one.doc == kept.doc;
        if same {
            kept.impact = kept.impact + one.impact - kept.impact * one.impact;
        }
        same
    });
    list.into()
}
