//! What is sent, and everything that can be wrong with it. One shape serves REST, and
//! what GraphQL sends becomes it.

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::model::PostId;
use crate::kernel::error::ApiError;
use crate::kernel::text::{required, required_line};

/// How many characters a title may have.
const LONGEST_TITLE: usize = 120;
/// How many characters a post may have.
const LONGEST_POST: usize = 4000;

/// A thread, with its first post
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ThreadCreate)]
pub struct ThreadRequest {
    /// What it is about, in 120 characters at most
    #[schema(min_length = 1, max_length = 120)]
    pub title: String,
    /// What the first post says, in 4000 characters at most. No names, addresses or telephone numbers
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// A post
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PostCreate)]
pub struct PostRequest {
    /// What it says, in 4000 characters at most. No names, addresses or telephone numbers
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
    /// The id of the post that it answers, in the same thread
    pub in_reply_to_id: Option<Uuid>,
}

impl ThreadRequest {
    /// The title and the text, or everything that is wrong with them.
    pub(super) fn checked(&self) -> Result<(String, String), ApiError> {
        let mut faults = Vec::new();
        let title = required_line("/title", &self.title, LONGEST_TITLE, &mut faults);
        let text = required("/text", &self.text, LONGEST_POST, &mut faults);
        if faults.is_empty() {
            return Ok((title, text));
        }
        Err(ApiError::invalid(faults))
    }
}

impl PostRequest {
    /// The text, or everything that is wrong with it.
    pub(super) fn checked(&self) -> Result<String, ApiError> {
        let mut faults = Vec::new();
        let text = required("/text", &self.text, LONGEST_POST, &mut faults);
        if faults.is_empty() {
            return Ok(text);
        }
        Err(ApiError::invalid(faults))
    }

    /// The post that it answers.
    pub(super) fn in_reply_to(&self) -> Option<PostId> {
        self.in_reply_to_id.map(PostId)
    }
}
