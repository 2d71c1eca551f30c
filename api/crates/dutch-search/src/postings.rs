//! Which documents have each thing.

use crate::index::Posting;
use crate::words::number;

/// Lists of documents, one after the other in one piece of memory.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    /// Where each list ends.
    ends: Vec<u32>,
    all: Vec<Posting>,
}

impl Postings {
    /// Sorts what is told of things into a list for each, in the order in which it is told.
    pub fn sorted(things: usize, told: &[(u32, Posting)]) -> Self {
        let mut ends = vec![0_u32; things];
        for (thing, _) in told {
            ends[*thing as usize] += 1;
        }
        let mut end = 0;
        for count in &mut ends {
            // Where the list begins, which moves on to its end as it is filled.
            (*count, end) = (end, end + *count);
        }
        let mut all = vec![Posting::NONE; told.len()];
        for (thing, posting) in told {
            let place = &mut ends[*thing as usize];
            all[*place as usize] = *posting;
            *place += 1;
        }
        Self { ends, all }
    }

    /// The same lists, and more, with what is told of stale documents in the place of what was.
    pub fn patched(&self, things: usize, stale: &[bool], mut told: Vec<(u32, Posting)>) -> Self {
        told.sort_unstable_by_key(|(thing, posting)| (*thing, posting.doc));
        let mut told = told.into_iter().peekable();
        let mut ends = Vec::with_capacity(things);
        let mut all = Vec::with_capacity(self.all.len() + told.len());
        for thing in 0..number(things) {
            let kept = self.of(thing).iter().filter(|it| !stale[it.doc as usize]);
            match told.peek() {
                Some((next, _)) if *next == thing => {
                    let begin = all.len();
                    all.extend(kept.copied());
                    while let Some((_, posting)) = told.next_if(|(next, _)| *next == thing) {
                        all.push(posting);
                    }
                    all[begin..].sort_by_key(|it: &Posting| it.doc);
                }
                _ => all.extend(kept.copied()),
            }
            ends.push(number(all.len()));
        }
        Self { ends, all }
    }

    /// The documents that have something, in their order.
    pub fn of(&self, thing: u32) -> &[Posting] {
        let thing = thing as usize;
        let Some(end) = self.ends.get(thing) else {
            return &[];
        };
        let begin = thing.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[begin as usize..*end as usize]
    }
}
