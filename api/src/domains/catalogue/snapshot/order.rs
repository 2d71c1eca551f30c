//! In which order courses are listed, and where each stands in it.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Facts, Snapshot};
use crate::domains::catalogue::model::{CourseSort, Placed};
use crate::kernel::page::Cursor;

/// Stands after every digit: what is not known comes last.
const LAST: &str = "~";

/// The first day from today on which an edition of each course may start, where one can
/// still enrol as far as is known.
pub fn next_starts(facts: &Facts, today: NaiveDate) -> Vec<Option<NaiveDate>> {
    let courses = facts.courses.iter();
    let next = courses.map(|course| {
        let editions = course.editions.iter().map(|at| &facts.editions[*at]);
        let editions = editions
            .filter(|edition| edition.is_open())
            .map(|edition| &edition.start);
        let coming = editions.filter(|start| start.latest().is_some_and(|day| day >= today));
        coming.filter_map(|start| start.earliest()).min()
    });
    next.collect()
}

/// The courses in every order that does not depend on who asks. Sorting is stable, so
/// that the order of the facts, by title, stands within each.
pub fn all(snapshot: &Snapshot) -> Vec<Vec<usize>> {
    let sorted = CourseSort::ALL.iter().map(|sort| {
        let mut order: Vec<usize> = (0..snapshot.courses.len()).collect();
        match sort {
            CourseSort::Offer => order.sort_by_key(|at| snapshot.offers[*at]),
            CourseSort::Title | CourseSort::Distance | CourseSort::Relevance => {}
            CourseSort::NextStart => order.sort_by_key(|at| {
                let next = snapshot.next_starts[*at];
                (next.is_none(), next)
            }),
            CourseSort::Rating => order.sort_by_key(|at| Reverse(snapshot.rating(*at))),
            CourseSort::Updated => {
                let updated = |at: &usize| snapshot.courses[*at].record.updated_at;
                order.sort_by_key(|at| Reverse(updated(at).timestamp_micros()));
            }
        }
        order
    });
    sorted.collect()
}

impl Snapshot {
    /// The courses in an order; by title where that depends on who asks.
    pub fn order(&self, sort: CourseSort) -> &[usize] {
        &self.orders[sort as usize]
    }

    /// The published average of a course in hundredths.
    fn rating(&self, at: usize) -> Option<u32> {
        let summary = self.courses[at].review_summary.as_ref()?;
        Some((summary.overall * 100.0).round() as u32)
    }

    /// The place of a course in an order: what the order goes by (which the caller tells
    /// where that depends on who `asked`), then its title. It begins with the order, so that
    /// it is no place in another.
    pub fn place(&self, sort: CourseSort, at: usize, asked: Option<u32>) -> Cursor {
        let course = &self.courses[at];
        let by = match sort {
            CourseSort::Offer => (self.offers[at] as u8).to_string(),
            CourseSort::Title => String::new(),
            CourseSort::NextStart => known(self.next_starts[at]),
            CourseSort::Distance | CourseSort::Relevance => {
                known(asked.map(|asked| format!("{asked:010}")))
            }
            CourseSort::Rating => known(
                self.rating(at)
                    .map(|rating| 500_u32.saturating_sub(rating))
                    .map(|below| format!("{below:03}")),
            ),
            CourseSort::Updated => {
                let age = i64::MAX - course.record.updated_at.timestamp_micros();
                format!("{age:020}")
            }
        };
        let mut place = course.place();
        place.0.insert(0, by);
        place.0.insert(0, sort.word().to_owned());
        place
    }
}

fn known(by: Option<impl ToString>) -> String {
    by.map_or_else(|| LAST.to_owned(), |by| by.to_string())
}
