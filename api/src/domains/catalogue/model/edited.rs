//! What was edited by hand beside courses, and what was otherwise before.

use chrono::{DateTime, Utc};

use super::{Office, Otherwise, SubjectId, TopicId};
use crate::identities;
use crate::kernel::id::ProviderId;
use crate::kernel::revision::Revision;

identities! {
    /// A line in the history of what is edited by hand.
    EditId = "Edit";
}

/// What has a history of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// A provider.
    Provider(ProviderId),
    /// A list of codes, by its name.
    CodeList(String),
}

impl Edited {
    /// Its kind and its key, as they are kept.
    pub fn key(&self) -> (&'static str, String) {
        match self {
            Self::Provider(id) => ("provider", id.0.to_string()),
            Self::CodeList(name) => ("code_list", name.clone()),
        }
    }
}

/// A line in the history of what is edited by hand.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Its id, in order of time.
    pub id: EditId,
    /// In which office.
    pub by: Office,
    /// When.
    pub at: DateTime<Utc>,
    /// What is otherwise since.
    pub changes: Vec<Otherwise>,
}

/// A provider as those who edit it see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProvider {
    /// Its id.
    pub id: ProviderId,
    /// What it is called.
    pub name: String,
    /// A code of the list `provider_kind`.
    pub kind: String,
    /// Its website.
    pub website: Option<String>,
    /// The CBS code of the municipality of its seat.
    pub seat_code: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// The youth regions that it serves, or `landelijk`.
    pub regions: Vec<String>,
    /// How often it changed.
    pub revision: Revision,
}

/// A code of a list as those who edit it see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnCode {
    /// The list.
    pub list: String,
    /// The code, which never changes.
    pub code: String,
    /// Its place in the list.
    pub position: i32,
    /// What it is called in Dutch.
    pub label_nl: String,
    /// What it is called in English.
    pub label_en: String,
    /// Whether forms no longer offer it.
    pub retired: bool,
    /// The group in which it stands, where codes of its list do.
    pub group: Option<String>,
    /// How often it changed; 0 where it is not there yet.
    pub revision: Revision,
}

/// How a code of a list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeStanding {
    /// Whether forms no longer offer it.
    pub retired: bool,
    /// How often it changed.
    pub revision: Revision,
}

/// On what a course is mapped, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// Its topics; the first is the main one.
    pub topics: Vec<TopicId>,
    /// Its subjects, each under one of them.
    pub subjects: Vec<SubjectId>,
    /// Who mapped it: `own`, `source` or `editor`.
    pub by: String,
}
