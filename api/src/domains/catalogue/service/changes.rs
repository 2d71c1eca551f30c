//! What changed among courses since a moment, for those who keep a copy.

use chrono::{DateTime, Utc};

use crate::domains::catalogue::model::{CourseChange, Placed};
use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::page::{Page, PageRequest};

/// The courses that changed at a moment or later, oldest change first: each once, as it is
/// now. A change of an edition is one of its course.
pub fn changes(
    snapshot: &Snapshot,
    since: DateTime<Utc>,
    page: &PageRequest,
) -> Page<CourseChange> {
    let begin = snapshot.changes.partition_point(|change| change.at < since);
    page.cut(&snapshot.changes[begin..], Placed::place)
}
