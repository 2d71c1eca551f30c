//! Answers that were worked out before, for whoever asks the same.
//!
//! They belong to the state that they follow from: when that is swapped, they are gone
//! with it, and nothing has to be found out of date.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use actix_web::HttpResponse;
use actix_web::http::header::HeaderMap;
use async_graphql::Context;
use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// How much a state keeps, in bytes.
const BOUND: u64 = 16 << 20;
/// How many answers are reckoned with: a page of some eight kilobytes each.
const RECKONED: usize = 2_000;
/// How many questions are remembered as asked.
const REMEMBERED: usize = 1 << 14;

/// Everything that an answer follows from, beside the state: what is asked, and how.
pub type Question = Vec<u8>;

/// The answers that a state keeps: bounded in bytes, those used least let go.
pub struct Kept(Cache<Question, Arc<Answer>, Weight>);

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    /// The pattern of the route that gave it, for those who count.
    pub route: Option<String>,
    /// Its headers, but for those that tell of one request alone.
    pub headers: HeaderMap,
    /// Its body, packed as it was asked for.
    pub body: Bytes,
}

#[derive(Clone, Debug)]
struct Weight;

impl Weighter<Question, Arc<Answer>> for Weight {
    fn weight(&self, question: &Question, answer: &Arc<Answer>) -> u64 {
        let headers = answer.headers.iter();
        let headers: usize = headers
            .map(|(name, value)| name.as_str().len() + value.len())
            .sum();
        (question.len() + headers + answer.body.len()) as u64
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self(Cache::with_weighter(RECKONED, BOUND, Weight))
    }
}

impl Kept {
    /// The answer to a question, where it is kept.
    pub fn recall(&self, question: &Question) -> Option<Arc<Answer>> {
        self.0.get(question)
    }

    /// Keeps an answer.
    pub fn keep(&self, question: Question, answer: Answer) {
        self.0.insert(question, Arc::new(answer));
    }
}

impl Kept {
    /// How many answers are kept.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (answers, bytes) = (self.0.len(), self.0.weight());
        write!(f, "Kept({answers} answers, {bytes} bytes)")
    }
}

/// Which questions were asked lately, by a digest that means something here alone.
///
/// Only what is asked again is worth keeping: questions made up to fill the room (any
/// filter, in any order) come once.
pub struct Asked {
    digest: RandomState,
    last: Box<[AtomicU64]>,
}

impl Default for Asked {
    fn default() -> Self {
        let last = std::iter::repeat_with(AtomicU64::default).take(REMEMBERED);
        Self {
            digest: RandomState::new(),
            last: last.collect(),
        }
    }
}

impl Asked {
    /// Whether a question was asked before; from now on it was.
    pub fn before(&self, question: &Question) -> bool {
        let digest = self.digest.hash_one(question);
        let place = usize::try_from(digest).unwrap_or_default() % self.last.len();
        self.last[place].swap(digest, Ordering::Relaxed) == digest
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asked")
    }
}

/// Stands on a response that follows from its question and the state alone, whoever asks
/// and whenever.
#[derive(Clone, Copy, Debug)]
struct Lasting;

/// Says that a response follows from its question and the state alone.
pub fn lasting(mut response: HttpResponse) -> HttpResponse {
    mark(&mut response);
    response
}

/// As [`lasting`], but for what is counted each time that it is asked.
pub fn lasting_unless(counted: bool, response: HttpResponse) -> HttpResponse {
    if counted { response } else { lasting(response) }
}

/// As [`lasting`], in place.
pub fn mark(response: &mut HttpResponse) {
    response.extensions_mut().insert(Lasting);
}

/// Whether a response was said to follow from its question and the state alone.
pub fn is_lasting<B>(response: &HttpResponse<B>) -> bool {
    response.extensions().get::<Lasting>().is_some()
}

/// Whether the resolvers of one operation reached for more than the state.
#[derive(Clone, Debug, Default)]
pub struct Reach(Arc<AtomicBool>);

impl Reach {
    /// Notes that the answer of this operation follows from more than the state.
    pub fn beyond(ctx: &Context<'_>) {
        if let Some(Self(beyond)) = ctx.data_opt::<Self>() {
            beyond.store(true, Ordering::Relaxed);
        }
    }

    /// Whether something did.
    pub fn is_beyond(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: usize) -> Answer {
        Answer {
            route: None,
            headers: HeaderMap::new(),
            body: Bytes::from(vec![0; bytes]),
        }
    }

    #[test]
    fn what_is_kept_is_bounded_in_bytes() {
        let kept = Kept::default();
        for turn in 0..1_000_u32 {
            kept.keep(turn.to_be_bytes().to_vec(), answer(1 << 17));
        }

        assert!(kept.0.weight() <= BOUND, "{kept:?}");
        assert!(kept.0.len() > 50, "{kept:?}");
    }

    #[test]
    fn a_question_counts_as_asked_from_its_second_time() {
        let asked = Asked::default();
        let question = b"GET /v1/terms".to_vec();

        assert!(!asked.before(&question));
        assert!(asked.before(&question));
        assert!(!asked.before(&b"GET /v1/topics".to_vec()));
    }
}
