//! How what a search found looks, and why it was found.

use std::borrow::Cow;

use async_graphql::SimpleObject;
use dutch_search::{By, Field, Question, Reason, Sense};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Show, UnderstoodView};
use crate::domains::catalogue::model::{MatchField, MatchKind, Offer, SearchKind};
use crate::domains::catalogue::service::Answered;
use crate::domains::catalogue::snapshot::Found;
use crate::kernel::page::Cursor;

/// How long a snippet is, about, in characters
const SNIPPET: usize = 200;

/// Something that a search found
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "SearchHit", complex)]
#[schema(as = SearchHit)]
pub struct SearchHitView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// What sort of thing it is
    pub kind: SearchKind,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// What it is called
    pub title: &'s str,
    /// What is said of it, from where it answers; nothing where nothing is said
    pub snippet: Option<String>,
    /// How sure it is that it can be followed now; null where it is no course
    pub offer: Option<Offer>,
    /// Whether it surely answers; otherwise it may be worth a look
    pub confident: bool,
    /// The words of the question that narrow it down to what this is not known to have, such as a
    /// place, a price, a part of the day
    pub lacks: Vec<String>,
    /// Why it was found: a reason for each word that led to it
    pub why: Vec<ReasonView>,
}

/// Why something was found
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "SearchReason")]
#[schema(as = SearchReason)]
pub struct ReasonView {
    /// The words of the question
    pub words: String,
    /// By what they led there
    pub by: MatchKind,
    /// The word that stands there, or what the words mean
    pub found: String,
    /// Where that stands; nowhere where it is not said in words
    pub fields: Vec<MatchField>,
}

/// What a search found
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SearchBody)]
pub struct SearchBody<'s> {
    /// What was found, best first.
    pub items: Vec<SearchHitView<'s>>,
    /// What to send as `cursor` for the next page; null on the last.
    pub next_cursor: Option<String>,
    /// How many the whole list has.
    pub total_count: Option<usize>,
    /// How the words of the question were understood.
    pub understood: Vec<UnderstoodView>,
    /// The words of the question of which nothing is known here.
    pub not_understood: Vec<String>,
}

/// Something of which somebody is typing the name
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "SearchSuggestion", complex)]
#[schema(as = SearchSuggestion)]
pub struct SuggestionView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// What sort of thing it is
    pub kind: SearchKind,
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Its address
    pub slug: &'s str,
    /// What it is called
    pub title: &'s str,
    /// How sure it is that it can be followed now; null where it is no course
    pub offer: Option<Offer>,
}

/// What is suggested
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SearchSuggestions)]
pub struct SuggestionsBody<'s> {
    /// What may be meant, likeliest first, ten at most.
    pub items: Vec<SuggestionView<'s>>,
}

impl<'s> Show<'s> {
    /// What a search found, with how it was understood.
    pub fn found(self, answered: &Answered) -> SearchBody<'s> {
        let (page, question) = (&answered.page, &answered.asked.question);
        let items = page.entries.iter();
        SearchBody {
            next_cursor: page.next().map(Cursor::encode),
            total_count: page.total,
            items: items
                .map(|(_, found)| self.search_hit(question, found))
                .collect(),
            understood: self.understood(&answered.asked),
            not_understood: self.not_understood(question),
        }
    }

    /// Something that was found, and why.
    pub fn search_hit(self, question: &Question, found: &Found) -> SearchHitView<'s> {
        let why = self.snapshot.search.index.why(question, found.hit.doc);
        let (uuid, slug, title, about) = self.named(found.kind, found.at);
        SearchHitView {
            at: found.at,
            kind: found.kind,
            uuid,
            slug,
            title,
            snippet: about.map(|text| snippet(text, &why)),
            offer: self.offer_of(found.kind, found.at),
            confident: found.is_sure(),
            lacks: question.words_of(found.lacks).collect(),
            why: why.into_iter().map(|it| self.reason(it)).collect(),
        }
    }

    /// Something of which the name was begun.
    pub fn suggestion(self, (kind, at): (SearchKind, usize)) -> SuggestionView<'s> {
        let (uuid, slug, title, _) = self.named(kind, at);
        SuggestionView {
            at,
            kind,
            uuid,
            slug,
            title,
            offer: self.offer_of(kind, at),
        }
    }

    fn offer_of(self, kind: SearchKind, at: usize) -> Option<Offer> {
        (kind == SearchKind::Course).then(|| self.snapshot.offers[at])
    }

    /// Id, address, name, and what is said of something.
    fn named(self, kind: SearchKind, at: usize) -> (Uuid, &'s str, &'s str, Option<&'s str>) {
        let snapshot = self.snapshot;
        match kind {
            SearchKind::Course => {
                let it = &snapshot.courses[at].record;
                (it.id.0, &it.slug, &it.title, Some(&it.summary))
            }
            SearchKind::Topic => {
                let it = &snapshot.topics[at];
                let about = it.page.as_ref().map(|page| page.whole.get(self.language));
                (it.id.0, &it.slug, it.name.get(self.language), about)
            }
            SearchKind::Provider => {
                let it = &snapshot.providers[at];
                (it.id.0, &it.slug, &it.name, it.note.as_deref())
            }
            SearchKind::Term => {
                let it = &snapshot.terms[at];
                (it.id.0, &it.slug, &it.name, Some(&it.definition))
            }
            SearchKind::Subject => {
                let it = &snapshot.subjects[at];
                let about = Some(it.about.get(self.language));
                (it.id.0, &it.slug, it.name.get(self.language), about)
            }
        }
    }

    pub(super) fn reason(self, reason: Reason) -> ReasonView {
        let search = &self.snapshot.search;
        let sense = reason.meaning.and_then(|it| search.index.meaning(it));
        let by = match (sense.map(|it| it.0), reason.by) {
            (Some(Sense::Place), _) => MatchKind::Place,
            (Some(Sense::Filter), _) => MatchKind::Filter,
            (_, By::Spelling) => MatchKind::Spelling,
            (_, By::Related) => MatchKind::Related,
            (Some(_), _) if reason.fields.is_empty() => MatchKind::Topic,
            (_, By::Word | By::Meaning) if reason.found == reason.asked => MatchKind::Exact,
            (_, By::Meaning) => MatchKind::Synonym,
            (_, By::Compound) => MatchKind::Compound,
            (_, By::Word) if is_form_of(&reason.found, &reason.asked) => MatchKind::Inflection,
            (_, By::Word) => MatchKind::Compound,
        };
        ReasonView {
            words: reason.asked,
            by,
            found: reason.found,
            fields: reason.fields.into_iter().map(field).collect(),
        }
    }
}

/// Whether words are another form of those asked, or of one of them.
fn is_form_of(found: &str, asked: &str) -> bool {
    let stems = |words: &str| -> Vec<String> {
        let words = words.split(' ').map(dutch_search::stem);
        words.map(Cow::into_owned).collect()
    };
    let asked = stems(asked);
    stems(found).iter().all(|it| asked.contains(it))
}

fn field(field: Field) -> MatchField {
    match field {
        Field::Title => MatchField::Title,
        Field::Alias => MatchField::Alias,
        Field::Topic => MatchField::Topic,
        Field::Body => MatchField::Summary,
        Field::Source => MatchField::Provider,
        Field::Label => MatchField::Label,
        Field::Offer => MatchField::Offer,
    }
}

/// The sentences of a text from the first on that answers, as far as there is room.
fn snippet(text: &str, why: &[Reason]) -> String {
    let answers = |sentence: &&str| {
        let words = dutch_search::tokens(sentence);
        let found = |it: &Reason| words.iter().any(|word| word.text == it.found);
        why.iter().any(found)
    };
    let sentences: Vec<&str> = text.split_inclusive(". ").collect();
    let from = sentences.iter().position(answers).unwrap_or(0);
    let mut snippet = String::new();
    for word in sentences[from..].concat().split_whitespace() {
        if snippet.len() + word.len() > SNIPPET {
            snippet.push('…');
            break;
        }
        if !snippet.is_empty() {
            snippet.push(' ');
        }
        snippet.push_str(word);
    }
    snippet
}
