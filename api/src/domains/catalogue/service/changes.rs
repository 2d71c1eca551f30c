//! What changed among courses since a moment, for those who keep a copy.

use chrono::{DateTime, Utc};

use crate::domains::catalogue::snapshot::Snapshot;
use crate::kernel::id::CourseId;
use crate::kernel::page::{Cursor, Page, PageRequest};

/// A course of which something is new.
#[derive(Clone, Debug, PartialEq)]
pub struct CourseChange {
    /// Which course.
    pub id: CourseId,
    /// When that was.
    pub at: DateTime<Utc>,
    /// Where it stands now; nothing where the public knows it no more.
    pub course: Option<usize>,
}

/// The courses that changed at a moment or later, oldest change first: each once, as it is
/// now. A change of an edition is one of its course.
pub fn changes(
    snapshot: &Snapshot,
    since: DateTime<Utc>,
    page: &PageRequest,
) -> Page<CourseChange> {
    let stands = snapshot
        .courses
        .iter()
        .zip(0..)
        .map(|(course, at)| CourseChange {
            id: course.record.id,
            at: course.changed_at,
            course: Some(at),
        });
    let gone = snapshot.withdrawn.iter().map(|(id, at)| CourseChange {
        id: *id,
        at: *at,
        course: None,
    });
    let mut changes: Vec<CourseChange> = stands.chain(gone).filter(|it| it.at >= since).collect();
    changes.sort_by_key(|change| (change.at, change.id.0));
    page.cut(&changes, |change| {
        let micros = change.at.timestamp_micros();
        Cursor(vec![format!("{micros:020}"), change.id.0.to_string()])
    })
}
