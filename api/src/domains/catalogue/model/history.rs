//! What happened to a course, and what was otherwise before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{OwnCourse, Status};
use crate::identities;
use crate::kernel::id::CourseId;
use crate::kernel::revision::Revision;

identities! {
    /// A line in the history of a course.
    VersionId = "CourseVersion";
}

crate::words! {
    /// What happened to a course
    CourseAct as CourseAct "CourseAct" {
        /// Its provider's system pushed it
        Push = "push" / "PUSH",
        /// A draft of it was approved
        Edit = "edit" / "EDIT",
        /// It was taken back from the public
        Withdraw = "withdraw" / "WITHDRAW",
        /// It was shown to the public
        Publish = "publish" / "PUBLISH",
        /// It was put away for the record
        Archive = "archive" / "ARCHIVE",
        /// It was mapped on topics by somebody who looked at it
        Map = "map" / "MAP",
        /// It was confirmed as it stood
        Confirm = "confirm" / "CONFIRM",
    }
    /// In which office somebody did something; who it was is not told
    Office as Office "Office" {
        /// For the organisation whose it is
        Organisation = "organisation" / "ORGANISATION",
        /// As an editor of the library and the mapping
        Editor = "editor" / "EDITOR",
        /// As an administrator
        Administrator = "administrator" / "ADMINISTRATOR",
    }
}

/// One thing that is otherwise than before. What is unknown is an empty list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Otherwise {
    /// Which member of the course, or of one of its editions.
    #[serde(rename = "f")]
    pub field: String,
    /// What it was.
    #[serde(rename = "b", default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<String>,
    /// What it is.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
}

/// A line in the history of a course.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its id, in order of time.
    pub id: VersionId,
    /// What happened.
    pub act: CourseAct,
    /// In which office.
    pub by: Office,
    /// When.
    pub at: DateTime<Utc>,
    /// What is otherwise since; nothing where the course was made.
    pub changes: Vec<Otherwise>,
}

/// How a course that changes stood before, and stands from then on.
#[derive(Clone, Debug)]
pub struct Shift {
    /// The course.
    pub course: CourseId,
    /// What its provider calls it.
    pub external_id: String,
    /// Its revision from then on.
    pub revision: Revision,
    /// How it stood; nothing where it was not there.
    pub before: Option<Status>,
    /// How it stands.
    pub after: Status,
}

impl Shift {
    /// A course that somebody has stand otherwise, by hand.
    pub fn by_hand(course: &OwnCourse, after: Status) -> Self {
        Self {
            course: course.id,
            external_id: course.external_id.clone(),
            revision: Revision(course.revision.0 + 1),
            before: Some(course.status),
            after,
        }
    }
}
