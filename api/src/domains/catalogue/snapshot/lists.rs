//! What courses are told apart by, and the words that explain it.

use super::index::Index;
use crate::domains::catalogue::model::{
    CodeList, Coded, Municipality, Pillar, Subject, Term, Topic,
};
use crate::kernel::words::slug;

/// The longest name of a town, in bytes, is far shorter.
const LONGEST_NAME: usize = 80;

/// What the house keeps for everybody who offers something: it hardly ever changes, and snapshots
/// share it.
///
/// Each list stands in the order in which it is shown; rows name each other by their place in it.
#[derive(Debug, Default)]
pub struct Lists {
    /// The pillars.
    pub pillars: Vec<Pillar>,
    /// The topics, in the order of the model.
    pub topics: Vec<Topic>,
    /// The subjects under them, in an order of their own.
    pub subjects: Vec<Subject>,
    /// The municipalities, by name.
    pub municipalities: Vec<Municipality>,
    /// The terms, by name.
    pub terms: Vec<Term>,
    /// The lists of codes, each in its order.
    pub code_lists: Vec<CodeList>,
    found: Found,
}

/// Where each thing stands, by every word that names it.
#[derive(Debug, Default)]
struct Found {
    pillars: Index,
    topics: Index,
    subjects: Index,
    municipalities: Index,
    terms: Index,
}

impl Lists {
    /// Makes everything in them findable by id and address.
    pub fn findable(mut self) -> Self {
        // What else a town is called (`den-haag`) names it where no other is called so.
        let also = |it: &Municipality| slug(it.alias.as_deref().unwrap_or(&it.name), LONGEST_NAME);
        let also: Vec<String> = self.municipalities.iter().map(also).collect();
        let towns = Index::default().by(&also, String::as_str);
        let towns = towns.by(&self.municipalities, |it| &it.slug);
        self.found = Found {
            pillars: Index::of(&self.pillars, |it| it.id.0).by(&self.pillars, |it| &it.slug),
            topics: Index::of(&self.topics, |it| it.id.0).by(&self.topics, |it| &it.slug),
            subjects: Index::of(&self.subjects, |it| it.id.0).by(&self.subjects, |it| &it.slug),
            municipalities: towns.by(&self.municipalities, |it| &it.code),
            terms: Index::of(&self.terms, |it| it.id.0).by(&self.terms, |it| &it.slug),
        };
        self
    }

    /// Finds a pillar by id or slug.
    pub fn pillar(&self, word: &str) -> Option<usize> {
        self.found.pillars.find(word)
    }

    /// Finds a topic by id or slug.
    pub fn topic(&self, word: &str) -> Option<usize> {
        self.found.topics.find(word)
    }

    /// Finds a subject by id or slug.
    pub fn subject(&self, word: &str) -> Option<usize> {
        self.found.subjects.find(word)
    }

    /// Finds a municipality by CBS code, slug or name (`Den Haag`).
    pub fn municipality(&self, word: &str) -> Option<usize> {
        let towns = &self.found.municipalities;
        let found = towns.find(word);
        found.or_else(|| towns.find(&slug(word, LONGEST_NAME)))
    }

    /// Finds a term by id or slug.
    pub fn term(&self, word: &str) -> Option<usize> {
        self.found.terms.find(word)
    }

    /// Finds a code in a list.
    pub fn code(&self, list: &str, code: &str) -> Option<&Coded> {
        self.code_list(list)?.iter().find(|item| item.code == code)
    }

    /// Whether a code of a list retired; nothing where there is no such code.
    pub fn is_retired(&self, list: &str, code: &str) -> Option<bool> {
        let list = self.code_lists.iter().find(|it| it.name == list)?;
        let at = list.items.iter().position(|item| item.code == code)?;
        list.standing.get(at).map(|standing| standing.retired)
    }

    /// The codes of a list; none where there is no such list.
    pub fn codes(&self, list: &str) -> &[Coded] {
        self.code_list(list).unwrap_or_default()
    }

    /// Finds a list of codes.
    pub fn code_list(&self, name: &str) -> Option<&[Coded]> {
        let found = self.code_lists.iter().find(|list| list.name == name);
        found.map(|list| list.items.as_slice())
    }
}
