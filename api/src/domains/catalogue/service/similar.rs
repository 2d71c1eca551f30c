//! Which courses are about the same as one.

use std::cmp::Reverse;

use crate::domains::catalogue::model::{Facet, Offer};
use crate::domains::catalogue::snapshot::{Set, Snapshot};

/// The most that are told of.
pub const MOST: usize = 12;

/// How much a shared learning form and shared audiences weigh, beside topics at 1.
const FORM: f64 = 0.1;
const AUDIENCES: f64 = 0.2;

/// A course that is about the same as another.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Where it stands.
    pub course: usize,
    /// The topics that they share.
    pub topics: Vec<usize>,
    /// How much alike they are, from 0 to 1.3.
    score: f64,
}

/// Courses that share a topic with one, likest first; what can be followed goes before what
/// is archive.
///
/// Likeness is a weighted Jaccard index of their topics, a topic counting `ln(1 + N / n)`
/// where `n` of the `N` courses have it (so that what few are about says more), and a little
/// for the same audiences and the same learning form. Reviews and popularity have no say.
pub fn similar(snapshot: &Snapshot, course: usize) -> Vec<Alike> {
    let of_topic = snapshot.of_each(Facet::Topic);
    let mut near = Set::with_capacity(snapshot.courses.len());
    for topic in &snapshot.courses[course].topics {
        near.union_with(&of_topic[*topic]);
    }
    near.set(course, false);
    let all = snapshot.courses.len() as f64;
    let weigh = |set: &Set| (1.0 + all / set.count_ones(..) as f64).ln();
    let weights: Vec<f64> = of_topic.iter().map(weigh).collect();
    let mut alike: Vec<Alike> = near
        .ones()
        .map(|other| likeness(snapshot, &weights, course, other))
        .collect();
    alike.sort_by_key(|it| {
        let archive = snapshot.offers[it.course] == Offer::Archive;
        // Numbers from 0 on are ordered as their bits are.
        (archive, Reverse(it.score.to_bits()), it.course)
    });
    alike.truncate(MOST);
    alike
}

fn likeness(snapshot: &Snapshot, weights: &[f64], one: usize, other: usize) -> Alike {
    let (a, b) = (&snapshot.courses[one], &snapshot.courses[other]);
    let shared: Vec<usize> = a
        .topics
        .iter()
        .copied()
        .filter(|topic| b.topics.contains(topic))
        .collect();
    let sum = |topics: &[usize]| topics.iter().map(|topic| weights[*topic]).sum::<f64>();
    let same = sum(&shared);
    let topics = same / (sum(&a.topics) + sum(&b.topics) - same);
    let told = a
        .audiences
        .iter()
        .filter(|it| b.audiences.contains(it))
        .count();
    let either = a.audiences.len() + b.audiences.len() - told;
    let audiences = told as f64 / either.max(1) as f64;
    let form = f64::from(u8::from(a.learning_form.code == b.learning_form.code));
    Alike {
        course: other,
        topics: shared,
        score: topics + AUDIENCES * audiences + FORM * form,
    }
}
