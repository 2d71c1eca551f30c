//! What is another thing, or says something else, than in the facts before: what stands where it
//! stood can be taken over.

use std::sync::Arc;

use super::Facts;
use crate::domains::catalogue::model::Course;

/// How facts differ from those before.
#[derive(Debug)]
pub struct Since<'b> {
    /// Those before.
    pub before: &'b Facts,
    /// Whether the lists are the same.
    pub same_lists: bool,
    /// Whether the same providers stand at the same places.
    pub same_providers: bool,
    /// Whether courses and providers are called as they were, and stand in the same order.
    pub same_names: bool,
    /// The places of courses that do not say the same; nothing where one stands elsewhere.
    pub courses: Option<Vec<usize>>,
    /// The same of editions.
    pub editions: Option<Vec<usize>>,
}

impl<'b> Since<'b> {
    /// Holds facts, priced and not findable yet, against those before.
    pub fn of(before: &'b Facts, facts: &Facts) -> Self {
        let courses = other(&before.courses, &facts.courses, |was, is| {
            let same = Arc::ptr_eq(&was.record, &is.record) && was.price_cents == is.price_cents;
            (was.id == is.id, same)
        });
        let editions = other(&before.editions, &facts.editions, |was, is| {
            (was.id == is.id, Arc::ptr_eq(&was.record, &is.record))
        });
        let both = || before.providers.iter().zip(facts.providers.iter());
        let same_providers = before.providers.len() == facts.providers.len()
            && both().all(|(was, is)| was.id == is.id);
        let same_titles = courses.as_ref().is_some_and(|other| {
            let mut other = other.iter();
            other.all(|at| before.courses[*at].title == facts.courses[*at].title)
        });
        Self {
            before,
            same_lists: Arc::ptr_eq(&before.lists, &facts.lists),
            same_providers,
            same_names: same_titles
                && same_providers
                && both().all(|(was, is)| was.name == is.name),
            courses,
            editions,
        }
    }

    /// Whether everything has the properties that it had and is where it was, so that the same
    /// words lead to it without being said.
    pub fn same_reach(&self, facts: &Facts) -> bool {
        let before = self.before;
        let (Some(courses), Some(editions)) = (&self.courses, &self.editions) else {
            return false;
        };
        let same_course = |at: &usize| {
            let (was, is) = (&before.courses[*at], &facts.courses[*at]);
            let codes = |it: &Course| {
                let audiences = it.audiences.iter().map(|it| it.code.clone());
                let codes = [it.learning_form.code.clone(), it.product_kind.code.clone()];
                codes.into_iter().chain(audiences).collect::<Vec<_>>()
            };
            was.provider == is.provider
                && was.topics == is.topics
                && was.subjects == is.subjects
                && was.price_cents == is.price_cents
                && was.language == is.language
                && codes(was) == codes(is)
        };
        let same_edition = |at: &usize| {
            let (was, is) = (&before.editions[*at], &facts.editions[*at]);
            was.course == is.course
                && was.municipality == is.municipality
                && was.parts_of_day() == is.parts_of_day()
        };
        let mut providers = before.providers.iter().zip(facts.providers.iter());
        self.same_providers
            && providers.all(|(was, is)| {
                was.kind.code == is.kind.code && was.seat == is.seat && was.regions == is.regions
            })
            && courses.iter().all(same_course)
            && editions.iter().all(same_edition)
    }

    /// Whether the same courses stand at the same places, under the same addresses.
    pub fn same_addresses(&self, facts: &Facts) -> bool {
        let same = |at: &usize| self.before.courses[*at].slug == facts.courses[*at].slug;
        self.courses
            .as_ref()
            .is_some_and(|other| other.iter().all(same))
    }
}

/// The places of what is not the same; nothing where another thing stands somewhere. `same` tells
/// whether two are the same thing, and whether they say the same.
fn other<T>(before: &[T], now: &[T], same: impl Fn(&T, &T) -> (bool, bool)) -> Option<Vec<usize>> {
    if before.len() != now.len() {
        return None;
    }
    let mut other = Vec::new();
    for ((was, is), at) in before.iter().zip(now).zip(0..) {
        match same(was, is) {
            (true, true) => {}
            (true, false) => other.push(at),
            (false, _) => return None,
        }
    }
    Some(other)
}
