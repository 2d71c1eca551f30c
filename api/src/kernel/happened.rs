//! What happened here that programs of a provider's may want to hear of.
//!
//! A write notes it in its own transaction, in one line. Who is told, and how, is somebody
//! else's: so whoever notes something knows nothing of those who listen.

use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::clock::Ids;
use super::db::WriteTx;
use super::effects::Effect;
use super::id::{CourseId, ProviderId};

crate::words! {
    /// What a webhook is told of
    Event as WebhookEvent "WebhookEvent" {
        /// A push was taken, and its receipt can be read
        PushFinished = "push.finished" / "PUSH_FINISHED",
        /// Courses stand published that did not
        CoursePublished = "course.published" / "COURSE_PUBLISHED",
        /// Courses stand published no more: they were withdrawn or archived
        CourseWithdrawn = "course.withdrawn" / "COURSE_WITHDRAWN",
        /// Reviews of a course came out together
        ReviewsPublished = "reviews.published" / "REVIEWS_PUBLISHED",
        /// You asked for it, to see whether it arrives; told whether it is chosen or not
        Test = "webhook.test" / "WEBHOOK_TEST",
    }
}

/// Whose it is: who hears of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// A provider's.
    Provider(ProviderId),
    /// That of whoever offers a course.
    Course(CourseId),
}

/// Something that happened, as it waits to be told.
#[derive(Debug, Serialize, Deserialize)]
pub struct Happened {
    /// What.
    pub event: Event,
    /// Whose it is.
    pub whose: Whose,
    /// When.
    pub at: DateTime<Utc>,
    /// What is told of it, a message each: ids and keys, never a text or a person.
    pub data: Vec<Value>,
}

impl Effect for Happened {
    const KIND: &'static str = "happened";
}

impl WriteTx {
    /// Notes that something happened, for whoever listens once this write is committed; a
    /// message for each of `data`.
    pub async fn happened(
        &self,
        ids: &Ids,
        (event, whose): (Event, Whose),
        data: Vec<Value>,
    ) -> Result<(), DbErr> {
        if data.is_empty() {
            return Ok(());
        }
        let at = self.now();
        let happened = Happened {
            event,
            whose,
            at,
            data,
        };
        let id: Uuid = ids.random();
        self.effect(id, &happened).await
    }
}
