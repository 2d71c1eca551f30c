//! What changed among courses since a moment, for those who keep a copy.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domains::catalogue::model::{CourseChange, Placed};
use crate::domains::catalogue::snapshot::Seen;
use crate::kernel::id::CourseId;
use crate::kernel::page::{Page, PageRequest};

/// The courses that changed at a moment or later, oldest change first: each once, as it is
/// now. A change of an edition is one of its course.
pub fn changes(seen: &Seen, since: DateTime<Utc>, page: &PageRequest) -> Page<CourseChange> {
    let own = with_otherwise(seen);
    let all = own.as_deref().unwrap_or(&seen.changes);
    let begin = all.partition_point(|change| change.at < since);
    page.cut(&all[begin..], Placed::place)
}

/// What changed, with what somebody sees otherwise since they said which organisation is theirs;
/// nothing where that is nothing.
fn with_otherwise(seen: &Seen) -> Option<Vec<CourseChange>> {
    if seen.otherwise().is_empty() {
        return None;
    }
    let mut since: HashMap<CourseId, DateTime<Utc>> = seen.otherwise().iter().copied().collect();
    let mut all = seen.changes.clone();
    for change in &mut all {
        if let Some(at) = since.remove(&change.id) {
            change.at = change.at.max(at);
        }
    }
    // What they neither see nor heard of otherwise is gone.
    let gone = since.into_iter().map(|(id, at)| CourseChange {
        id,
        at,
        course: None,
    });
    all.extend(gone);
    all.sort_by_cached_key(Placed::place);
    Some(all)
}
