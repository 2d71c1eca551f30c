//! What is sent of drafts. One shape serves both doors where it can.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::domains::drafts::model::{Content, LONGEST_REASON};
use crate::kernel::error::{ApiError, sound};
use crate::kernel::text::office;

/// A draft to be begun
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schema(as = DraftCreate)]
pub struct DraftRequest {
    /// The course that it is of: id or slug. Left out, it is of a new one
    pub course_id: Option<String>,
    /// What it says. Left out, the course as it stands, or nothing yet
    pub content: Option<Content>,
    /// From which day on the course shall be so, in Amsterdam: `2027-01-01`. Left out, or over by then: once it is approved
    pub takes_effect_on: Option<NaiveDate>,
}

/// A draft to be written anew
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = DraftReplace)]
pub struct ReplaceRequest {
    /// The revision of the draft that was read: what changed since is left alone
    pub if_revision: i64,
    /// Whether it goes on from the course as it stands now: what changed there since the draft began was seen
    #[serde(default)]
    pub rebase: bool,
    /// All that it says from now on
    pub content: Content,
    /// From which day on the course shall be so, in Amsterdam: `2027-01-01`. Left out, or over by then: once it is approved
    #[serde(default)]
    pub takes_effect_on: Option<NaiveDate>,
}

/// Which state of a draft is meant
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = DraftStep)]
pub struct StepRequest {
    /// The revision of the draft that was read: what changed since is left alone
    pub if_revision: i64,
}

/// A draft to be given back to its author
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = DraftReturn)]
pub struct ReturnRequest {
    /// The revision of the draft that was read: what changed since is left alone
    pub if_revision: i64,
    /// Why, in words for its author
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

impl ReturnRequest {
    /// The reason, or what is wrong with it.
    pub fn reason(&self) -> Result<String, ApiError> {
        let mut faults = Vec::new();
        let reason = office("/reason", &self.reason, LONGEST_REASON, &mut faults);
        sound(faults).map(|()| reason)
    }
}
