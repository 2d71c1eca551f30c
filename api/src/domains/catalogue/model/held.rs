//! Which codes courses have, so that those that retire stay where they are.

use std::collections::{HashMap, HashSet};

/// The codes that some of a provider's courses have, by the provider's key.
#[derive(Debug, Default)]
pub struct Held(HashMap<String, HashSet<(String, String)>>);

impl Held {
    /// Notes that a course has a code of a list.
    pub fn note(&mut self, course: &str, list: &str, code: String) {
        let of = self.0.entry(course.to_owned()).or_default();
        of.insert((list.to_owned(), code));
    }

    /// Whether it does.
    pub fn has(&self, course: &str, list: &str, code: &str) -> bool {
        let of = self.0.get(course);
        of.is_some_and(|of| of.contains(&(list.to_owned(), code.to_owned())))
    }
}
