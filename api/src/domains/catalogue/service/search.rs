//! What answers a question in words, among everything, and while it is typed.

use std::cmp::Ordering;
use std::collections::HashMap;

use async_graphql::InputObject;
use dutch_search::{BEST, Narrowings, Question};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::domains::catalogue::error::CatalogueError;
use crate::domains::catalogue::model::{Placed, SearchKind};
use crate::domains::catalogue::snapshot::{Found, Snapshot};
use crate::kernel::error::Fault;
use crate::kernel::language::Text;
use crate::kernel::page::{Cursor, Page, PageRequest, bad_cursor};
use crate::kernel::query::{FromQuery, Query};

use super::filter::words_of;

/// The longest question, in characters.
pub const LONGEST: usize = 200;
/// The most that is suggested.
pub const MOST_SUGGESTED: usize = 10;

/// What is searched for
#[derive(Clone, Debug, Default, Deserialize, InputObject, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(as = SearchQuery)]
pub struct SearchQuery {
    /// What is looked for, as somebody would say it
    #[param(max_length = 200)]
    #[schema(max_length = 200)]
    pub q: Option<String>,
    /// Things of any of these kinds; of all where none is named
    #[graphql(default)]
    pub kind: Vec<SearchKind>,
}

impl FromQuery for SearchQuery {
    fn from_query(query: &mut Query) -> Self {
        Self {
            q: query.one("q"),
            kind: words_of(query, "kind", (SearchKind::ALL, SearchKind::word)),
        }
    }
}

/// A question as it was read.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its words.
    pub question: Question,
    /// How many of the things found have what each of them narrows down to.
    pub have: Vec<(Narrowings, usize)>,
}

impl Asked {
    fn of(question: Question, found: &[Found]) -> Self {
        let have = |one: Narrowings| {
            let has = |it: &&Found| it.hit.lacks.and(one).is_empty();
            (one, found.iter().filter(has).count())
        };
        Self {
            have: question.narrowings().each().map(have).collect(),
            question,
        }
    }
}

/// What answers a question.
#[derive(Debug)]
pub struct Answered {
    /// The question, as it was read.
    pub asked: Asked,
    /// What answers it, best first.
    pub page: Page<Found>,
    /// Whether nothing surely does, which is counted.
    pub in_vain: bool,
}

/// Everything that answers a question, a page at a time, best first. `name` is the door's own
/// word for the question, for faults. Nobody writes down what was asked.
pub fn search(
    snapshot: &Snapshot,
    name: &str,
    query: &SearchQuery,
    page: &PageRequest,
) -> Result<Answered, CatalogueError> {
    let text = text(name, query.q.as_deref())?;
    let question = snapshot.search.index.question(text);
    let wanted = |found: &Found| query.kind.is_empty() || query.kind.contains(&found.kind);
    let found = snapshot.search.answers(&question).filter(wanted);
    let found: Vec<Found> = found.collect();
    let in_vain = !found.iter().any(Found::is_sure);
    let begins = page.after().is_none();
    let asked = Asked::of(question, &found);
    let page = cut(snapshot, found, page)?;
    if in_vain && begins {
        missed(snapshot, &asked.question);
    }
    Ok(Answered {
        asked,
        page,
        in_vain,
    })
}

/// Counts a search in vain, by what it is about.
pub(super) fn missed(snapshot: &Snapshot, question: &Question) {
    let topics = snapshot.search.topics_of(snapshot, question);
    let slugs = topics.iter().map(|at| snapshot.topics[*at].slug.as_str());
    let slugs: Vec<&str> = slugs.collect();
    snapshot.misses.note(snapshot.today, &slugs);
}

/// A page of what was found. Only what stands on it is put in order: a word that is
/// everywhere finds nearly everything.
fn cut(
    snapshot: &Snapshot,
    mut found: Vec<Found>,
    page: &PageRequest,
) -> Result<Page<Found>, CatalogueError> {
    let total = found.len();
    if let Some(after) = page.after() {
        let Some(begun) = standing(after) else {
            let fault = bad_cursor(page.after_name());
            return Err(CatalogueError::BadFilter(vec![fault]));
        };
        found.retain(|it| {
            let (score, offer, kind, _) = rank(snapshot, it);
            match (score, offer, kind as u8).cmp(&begun) {
                Ordering::Equal => place(snapshot, it) > *after,
                order => order.is_gt(),
            }
        });
    }
    let left = found.len();
    if left > page.size() {
        found.select_nth_unstable_by_key(page.size(), |it| rank(snapshot, it));
        found.truncate(page.size());
    }
    found.sort_unstable_by_key(|it| rank(snapshot, it));
    let entries = found.into_iter().map(|it| (place(snapshot, &it), it));
    Ok(Page {
        entries: entries.collect(),
        more: left > page.size(),
        total: Some(total),
        began: left == total,
    })
}

/// What a place among what was found begins with.
fn standing(place: &Cursor) -> Option<(u32, u8, u8)> {
    let [score, offer, kind, ..] = place.0.as_slice() else {
        return None;
    };
    Some((score.parse().ok()?, offer.parse().ok()?, kind.parse().ok()?))
}

/// Things of which somebody typed the beginning of a name, likeliest first.
pub fn suggested(
    snapshot: &Snapshot,
    name: &str,
    typed: Option<&str>,
) -> Result<Vec<(SearchKind, usize)>, CatalogueError> {
    let text = typed.unwrap_or_default();
    if let Some(fault) = too_long(name, text) {
        return Err(CatalogueError::BadFilter(vec![fault]));
    }
    let begun = snapshot.search.names.begun(text).into_iter();
    let things = begun.map(|it| snapshot.search.thing(it.thing));
    Ok(things.take(MOST_SUGGESTED).collect())
}

/// The courses that surely answer a question, each with how far it is from the best answer, and
/// how the question was read.
pub(super) fn courses_about(snapshot: &Snapshot, text: &str) -> (Asked, HashMap<usize, u32>) {
    let question = snapshot.search.index.question(text);
    let found = snapshot.search.answers(&question);
    let courses: Vec<Found> = found.filter(|it| it.kind == SearchKind::Course).collect();
    let sure = courses.iter().filter(|it| it.is_sure());
    let scores = sure.map(|it| (it.at, BEST - it.hit.score)).collect();
    (Asked::of(question, &courses), scores)
}

/// What is asked, or what is wrong with it.
fn text<'q>(name: &str, asked: Option<&'q str>) -> Result<&'q str, CatalogueError> {
    let text = asked.map(str::trim).unwrap_or_default();
    let fault = match text {
        "" => empty(name),
        _ => match too_long(name, text) {
            Some(fault) => fault,
            None => return Ok(text),
        },
    };
    Err(CatalogueError::BadFilter(vec![fault]))
}

fn empty(name: &str) -> Fault {
    let told = Text::new("schrijf hier iets", "write something here");
    Fault::at(name, "text.empty", told)
}

/// A question that is longer than anybody asks.
pub(super) fn too_long(name: &str, text: &str) -> Option<Fault> {
    (text.chars().count() > LONGEST).then(|| {
        Fault::at(
            name,
            "text.too_long",
            Text::new(
                format!("gebruik hoogstens {LONGEST} tekens"),
                format!("use {LONGEST} characters at most"),
            ),
        )
    })
}

/// What something has of a question: the surest offer goes first among equals. What surely
/// answers does not go before what does not: a training that is not online is nearer to who asks
/// for one online than a term that is about the same, and says so (`tests/relevance`).
type Rank = (u32, u8, SearchKind, usize);

fn rank(snapshot: &Snapshot, found: &Found) -> Rank {
    let offer = match found.kind {
        SearchKind::Course => snapshot.offers[found.at] as u8,
        _ => 0,
    };
    (BEST - found.hit.score, offer, found.kind, found.at)
}

/// Its place among what was found: as its rank, and what no other thing has.
fn place(snapshot: &Snapshot, found: &Found) -> Cursor {
    let (score, offer, kind, at) = rank(snapshot, found);
    let own = match kind {
        SearchKind::Course => snapshot.courses[at].place(),
        SearchKind::Topic => snapshot.topics[at].place(),
        SearchKind::Provider => snapshot.providers[at].place(),
        SearchKind::Term => snapshot.terms[at].place(),
        SearchKind::Subject => snapshot.subjects[at].place(),
    };
    let kind = (kind as u8).to_string();
    let mut place = vec![format!("{score:07}"), offer.to_string(), kind];
    place.extend(own.0);
    Cursor(place)
}
