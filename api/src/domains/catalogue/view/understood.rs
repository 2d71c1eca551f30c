//! How a question in words was understood.

use std::collections::HashSet;

use async_graphql::SimpleObject;
use dutch_search::Question;
use serde::Serialize;
use utoipa::ToSchema;

use super::Show;
use crate::domains::catalogue::model::{MatchKind, WordFacet};
use crate::domains::catalogue::service::Asked;
use crate::domains::catalogue::snapshot::Told;
use crate::kernel::words::fold;

/// How words of a question were understood
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "SearchUnderstood")]
#[schema(as = SearchUnderstood)]
pub struct UnderstoodView {
    /// The words of the question
    pub words: String,
    /// By what: another spelling, another word, a place, a filter
    pub by: MatchKind,
    /// What they were taken for
    pub label: String,
    /// What that narrows down; nothing where it is what is asked about
    pub facet: Option<WordFacet>,
    /// The values of that facet
    pub values: Vec<String>,
    /// How many of the things found are known to have it; only where it narrows down
    pub count: Option<usize>,
}

impl Show<'_> {
    /// How the words of a question were understood.
    pub fn understood(self, asked: &Asked) -> Vec<UnderstoodView> {
        let search = &self.snapshot.search;
        let mut shown = Vec::new();
        for one in search.index.understood(&asked.question) {
            let have = asked
                .have
                .iter()
                .find(|(narrows, _)| *narrows == one.narrows);
            if let Some(meant) = one.meant {
                shown.push(UnderstoodView {
                    words: one.asked.clone(),
                    by: MatchKind::Spelling,
                    label: meant,
                    facet: None,
                    values: Vec::new(),
                    count: None,
                });
            }
            for meaning in one.meanings {
                let Some((_, label)) = search.index.meaning(meaning) else {
                    continue;
                };
                let (by, facet, values) = match &search.told[meaning] {
                    Told::Concept(_) | Told::Term(_) | Told::Subject(_) => {
                        (MatchKind::Synonym, None, Vec::new())
                    }
                    Told::Narrows(facet, values) if facet.is_place() => {
                        (MatchKind::Place, Some(*facet), values.clone())
                    }
                    Told::Narrows(facet, values) => {
                        (MatchKind::Filter, Some(*facet), values.clone())
                    }
                };
                shown.push(UnderstoodView {
                    words: one.asked.clone(),
                    by,
                    label: label.to_owned(),
                    facet,
                    values,
                    count: facet.and_then(|_| have.map(|(_, count)| *count)),
                });
            }
        }
        // That a word means itself is no news.
        let mut told = HashSet::new();
        shown.retain(|it| {
            let label = fold(&it.label);
            (it.by != MatchKind::Synonym || label != it.words)
                && told.insert((it.words.clone(), it.by, label, it.facet))
        });
        shown
    }

    /// The words of a question of which nothing is known here.
    pub fn not_understood(self, question: &Question) -> Vec<String> {
        self.snapshot.search.index.not_understood(question)
    }
}
