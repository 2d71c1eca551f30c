//! What came out of reviews, whoever sees the courses that they are of.

use std::collections::HashMap;
use std::ops::{Index, Range};
use std::sync::Arc;

use uuid::Uuid;

use crate::domains::reviews::{Published, Shown, Summary};
use crate::kernel::id::CourseId;

/// What the public is shown of reviews, course by course. They are many and change once a month:
/// snapshots share them until then.
#[derive(Debug, Default)]
pub struct Reviews {
    all: Vec<Published>,
    /// Where the reviews of each course end, in the order in which they stand.
    ends: Vec<(usize, CourseId)>,
    of_course: HashMap<CourseId, (Arc<Summary>, Range<usize>)>,
    by_id: HashMap<Uuid, usize>,
}

impl From<HashMap<CourseId, Shown>> for Reviews {
    fn from(shown: HashMap<CourseId, Shown>) -> Self {
        let mut reviews = Self::default();
        for (course, of) in shown {
            let begin = reviews.all.len();
            reviews.all.extend(of.reviews);
            let end = reviews.all.len();
            reviews.ends.push((end, course));
            let stand = (Arc::new(of.summary), begin..end);
            reviews.of_course.insert(course, stand);
        }
        reviews.by_id = reviews.all.iter().map(|it| it.id.0).zip(0..).collect();
        reviews
    }
}

impl Reviews {
    /// What those of a course say together, where enough came out, and where they stand.
    pub fn of(&self, course: CourseId) -> Option<(Arc<Summary>, Range<usize>)> {
        self.of_course.get(&course).cloned()
    }

    /// Where a review stands, and of which course it is.
    pub fn find(&self, word: &str) -> Option<(usize, CourseId)> {
        let at = *self.by_id.get(&Uuid::try_parse(word).ok()?)?;
        let of = self.ends.partition_point(|(end, _)| *end <= at);
        Some((at, self.ends.get(of)?.1))
    }
}

impl Index<usize> for Reviews {
    type Output = Published;

    fn index(&self, at: usize) -> &Published {
        &self.all[at]
    }
}
