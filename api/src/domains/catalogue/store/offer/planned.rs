//! What an offer changes, worked out and not written yet.

use entities::{courses, editions};

use crate::domains::catalogue::model::{
    AccreditationDraft, Change, Offered, Otherwise, Shift, Status, Taken, TopicId, VersionId,
};
use crate::kernel::id::CourseId;
use crate::kernel::revision::Revision;

/// What an offer changes, as rows.
#[derive(Debug)]
pub struct Plan(pub(super) Vec<Planned>);

/// What becomes of one course.
#[derive(Debug)]
pub(super) struct Planned {
    /// The row as it will stand.
    pub row: courses::Model,
    /// What becomes of the row itself.
    pub change: Change,
    /// Whose the row was, where that is another.
    pub taken: Option<Taken>,
    /// Whether its topics stay as somebody in office mapped them.
    pub mapping_kept: bool,
    /// Its topics, where the row changes.
    pub topics: Vec<TopicId>,
    /// Its audiences, where the row changes.
    pub audiences: Vec<String>,
    /// Its codes of other lists, where the row changes.
    pub codes: Vec<(&'static str, String)>,
    /// Who accredits it, where the row changes.
    pub accreditations: Vec<AccreditationDraft>,
    /// What it uses, where the row changes.
    pub uses: Vec<String>,
    /// Its editions that change.
    pub editions: Vec<editions::Model>,
    /// Its editions that go.
    pub gone: Vec<editions::Model>,
    /// The row as it stands, where it changes.
    pub before: Option<courses::Model>,
    /// Its editions that change, as they stand.
    pub had: Vec<editions::Model>,
    /// The line in its history.
    pub version: VersionId,
    /// What is otherwise in it; nothing where it is new.
    pub otherwise: Option<Vec<Otherwise>>,
}

impl Plan {
    /// What it does, in the order of the drafts.
    pub fn told(&self) -> Vec<Offered> {
        let courses = self.0.iter();
        courses
            .map(|planned| Offered {
                course: CourseId(planned.row.id),
                change: planned.whole(),
                taken: planned.taken,
                mapping_kept: planned.mapping_kept,
                gone: planned
                    .gone
                    .iter()
                    .map(|edition| edition.external_id.clone())
                    .collect(),
            })
            .collect()
    }
}

impl Plan {
    /// How each course that it changes stood, and stands from then on.
    pub fn shifts(&self) -> Vec<Shift> {
        let changing = self.0.iter();
        let changing = changing.filter(|planned| planned.change != Change::Unchanged);
        let shifts = changing.filter_map(|planned| {
            let before = planned.before.as_ref();
            Some(Shift {
                course: CourseId(planned.row.id),
                external_id: planned.row.external_id.clone(),
                revision: Revision(planned.row.revision),
                before: before.and_then(|row| Status::from_word(&row.status)),
                after: Status::from_word(&planned.row.status)?,
            })
        });
        shifts.collect()
    }
}

impl Planned {
    /// What becomes of the course with its editions.
    pub(super) fn whole(&self) -> Change {
        let editions_stay = self.editions.is_empty() && self.gone.is_empty();
        match self.change {
            Change::Unchanged if !editions_stay => Change::Updated,
            change => change,
        }
    }
}
