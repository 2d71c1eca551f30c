//! The public rows, tied together and ready to be found.

use std::collections::HashMap;

use uuid::Uuid;

use crate::domains::catalogue::model::{
    Coded, Course, Edition, Municipality, Pillar, Provider, Term, Topic,
};

/// What the public may know of the catalogue, as of one place in the feed.
///
/// Each list stands in the order in which it is shown; rows name each other by
/// their place in it.
#[derive(Debug, Default)]
pub struct Facts {
    /// The newest feed entry that is in it.
    pub position: i64,
    /// The pillars.
    pub pillars: Vec<Pillar>,
    /// The topics, in the order of the model.
    pub topics: Vec<Topic>,
    /// The municipalities, by name.
    pub municipalities: Vec<Municipality>,
    /// The providers, by name.
    pub providers: Vec<Provider>,
    /// The courses, by title; what is current comes first only in a snapshot.
    pub courses: Vec<Course>,
    /// The editions, by date.
    pub editions: Vec<Edition>,
    /// The terms, by name.
    pub terms: Vec<Term>,
    /// The lists of codes, each in its order.
    pub code_lists: Vec<(String, Vec<Coded>)>,
    by_id: HashMap<Uuid, usize>,
    by_slug: HashMap<(Shelf, String), usize>,
}

/// Which list an address is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shelf {
    Pillar,
    Topic,
    Provider,
    Course,
    Municipality,
    Term,
}

impl Facts {
    /// Makes everything findable by id and by slug.
    pub fn index(mut self) -> Self {
        for (at, pillar) in self.pillars.iter().enumerate() {
            self.by_id.insert(pillar.id.0, at);
            self.by_slug
                .insert((Shelf::Pillar, pillar.slug.clone()), at);
        }
        for (at, topic) in self.topics.iter().enumerate() {
            self.by_id.insert(topic.id.0, at);
            self.by_slug.insert((Shelf::Topic, topic.slug.clone()), at);
        }
        for (at, provider) in self.providers.iter().enumerate() {
            self.by_id.insert(provider.id.0, at);
            self.by_slug
                .insert((Shelf::Provider, provider.slug.clone()), at);
        }
        for (at, course) in self.courses.iter().enumerate() {
            self.by_id.insert(course.record.id.0, at);
            self.by_slug
                .insert((Shelf::Course, course.record.slug.clone()), at);
        }
        for (at, edition) in self.editions.iter().enumerate() {
            self.by_id.insert(edition.id.0, at);
        }
        for (at, term) in self.terms.iter().enumerate() {
            self.by_id.insert(term.id.0, at);
            self.by_slug.insert((Shelf::Term, term.slug.clone()), at);
        }
        for (at, municipality) in self.municipalities.iter().enumerate() {
            self.by_slug
                .insert((Shelf::Municipality, municipality.slug.clone()), at);
            self.by_slug
                .insert((Shelf::Municipality, municipality.code.clone()), at);
        }
        self
    }

    fn find(
        &self,
        shelf: Shelf,
        reference: &str,
        is: impl Fn(usize, Uuid) -> bool,
    ) -> Option<usize> {
        if let Some(at) = self.by_slug.get(&(shelf, reference.to_owned())) {
            return Some(*at);
        }
        let id = Uuid::try_parse(reference).ok()?;
        self.by_id.get(&id).copied().filter(|at| is(*at, id))
    }

    /// Finds a pillar by id or slug.
    pub fn pillar(&self, reference: &str) -> Option<usize> {
        self.find(Shelf::Pillar, reference, |at, id| {
            self.pillars.get(at).is_some_and(|p| p.id.0 == id)
        })
    }

    /// Finds a topic by id or slug.
    pub fn topic(&self, reference: &str) -> Option<usize> {
        self.find(Shelf::Topic, reference, |at, id| {
            self.topics.get(at).is_some_and(|t| t.id.0 == id)
        })
    }

    /// Finds a provider by id or slug.
    pub fn provider(&self, reference: &str) -> Option<usize> {
        self.find(Shelf::Provider, reference, |at, id| {
            self.providers.get(at).is_some_and(|p| p.id.0 == id)
        })
    }

    /// Finds a course by id or slug.
    pub fn course(&self, reference: &str) -> Option<usize> {
        self.find(Shelf::Course, reference, |at, id| {
            self.courses.get(at).is_some_and(|c| c.record.id.0 == id)
        })
    }

    /// Finds an edition by id.
    pub fn edition(&self, reference: &str) -> Option<usize> {
        let id = Uuid::try_parse(reference).ok()?;
        let at = *self.by_id.get(&id)?;
        self.editions
            .get(at)
            .filter(|edition| edition.id.0 == id)
            .map(|_| at)
    }

    /// Finds a municipality by CBS code or slug.
    pub fn municipality(&self, reference: &str) -> Option<usize> {
        self.find(Shelf::Municipality, reference, |_, _| false)
    }

    /// Finds a term by id or slug.
    pub fn term(&self, reference: &str) -> Option<usize> {
        self.find(Shelf::Term, reference, |at, id| {
            self.terms.get(at).is_some_and(|t| t.id.0 == id)
        })
    }

    /// Finds a code in a list.
    pub fn code(&self, list: &str, code: &str) -> Option<&Coded> {
        self.code_list(list)?.iter().find(|item| item.code == code)
    }

    /// Finds a list of codes.
    pub fn code_list(&self, name: &str) -> Option<&[Coded]> {
        self.code_lists
            .iter()
            .find(|(list, _)| list == name)
            .map(|(_, items)| items.as_slice())
    }
}
