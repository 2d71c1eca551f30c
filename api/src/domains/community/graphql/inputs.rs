//! What goes in and comes out of the community's mutations.

use async_graphql::{ID, InputObject, SimpleObject};

use crate::domains::community::PostId;
use crate::domains::community::service::{PostRequest, ThreadRequest};
use crate::domains::community::view::{PostView, ThreadView};
use crate::kernel::error::ApiError;
use crate::kernel::id::Identity;
use crate::kernel::idempotency::Key;

/// A thread, with its first post
#[derive(InputObject)]
pub struct ThreadCreateInput {
    /// The room, by id or slug
    pub room_id: ID,
    /// What it is about, in 120 characters at most
    pub title: String,
    /// What the first post says, in 4000 characters at most. No names, addresses or telephone numbers
    pub text: String,
    /// My own name for this request: sent again within a day, it opens no other thread
    pub idempotency_key: Option<String>,
}

/// A post
#[derive(InputObject)]
pub struct PostCreateInput {
    /// The thread
    pub thread_id: ID,
    /// What it says, in 4000 characters at most. No names, addresses or telephone numbers
    pub text: String,
    /// The post that it answers, in the same thread
    pub in_reply_to_id: Option<ID>,
    /// My own name for this request: sent again within a day, it writes no other post
    pub idempotency_key: Option<String>,
}

/// A post to be removed
#[derive(InputObject)]
pub struct PostDeleteInput {
    /// The post
    pub id: ID,
}

/// The thread that was opened
#[derive(SimpleObject)]
pub struct ThreadCreatePayload {
    /// The thread
    pub thread: ThreadView,
}

/// The post that was written
#[derive(SimpleObject)]
pub struct PostCreatePayload {
    /// The post
    pub post: PostView,
}

/// The post that was removed
#[derive(SimpleObject)]
pub struct PostDeletePayload {
    /// What is left of it
    pub post: PostView,
}

impl ThreadCreateInput {
    /// What REST takes for a body, and the key.
    pub fn read(self) -> Result<(ThreadRequest, Key), ApiError> {
        let key = Key::of_input(self.idempotency_key.as_deref())?;
        let (title, text) = (self.title, self.text);
        Ok((ThreadRequest { title, text }, key))
    }
}

impl PostCreateInput {
    /// What REST takes for a body, and the key.
    pub fn read(self) -> Result<(PostRequest, Key), ApiError> {
        let key = Key::of_input(self.idempotency_key.as_deref())?;
        let answers = self.in_reply_to_id.as_ref();
        let answers = answers.map(PostId::from_global).transpose()?;
        let body = PostRequest {
            text: self.text,
            in_reply_to_id: answers.map(|id| id.0),
        };
        Ok((body, key))
    }
}
