//! How drafts look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Content, Judged, Listed, State};
use crate::domains::intake::Message;
use crate::domains::intake::view::MessageView;
use crate::kernel::language::Language;
use crate::kernel::moment::Moment;

/// A draft of a course, without what it says
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "DraftSummary", complex)]
#[schema(as = DraftSummary)]
pub struct DraftSummaryView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The id of its provider, as REST shows it
    pub provider_id: Uuid,
    /// The id of the course that it is of, as REST shows it; null where that is not there yet
    pub course_id: Option<Uuid>,
    /// The title that it gives the course; null where it has none yet
    pub title: Option<String>,
    /// How far it is
    pub state: State,
    /// Why a reviewer gave it back; null where none did, or it was submitted again
    pub reason: Option<String>,
    /// How often it changed: what a change names as `ifRevision`
    pub revision: i64,
    /// When it was begun
    pub created_at: Moment,
    /// When it last changed
    pub updated_at: Moment,
    /// When it last came in the review queue; null where it never did
    #[schema(value_type = Option<String>, format = DateTime)]
    pub submitted_at: Option<Moment>,
    /// From which day on the course shall be so, in Amsterdam; null where it is once approved
    pub takes_effect_on: Option<NaiveDate>,
}

/// A draft of a course
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Draft")]
#[schema(as = Draft)]
pub struct DraftView {
    /// How it stands
    #[serde(flatten)]
    #[graphql(flatten)]
    pub summary: DraftSummaryView,
    /// What it says
    pub content: Content,
    /// What is to be said of that: while one of these is an error, it cannot be submitted
    pub messages: Vec<MessageView>,
    /// Whether nothing in it is an error
    pub sound: bool,
    /// Whether the course changed since the draft began with it: it is then neither submitted nor approved
    pub course_changed: bool,
}

impl From<Listed> for DraftSummaryView {
    fn from(draft: Listed) -> Self {
        Self {
            uuid: draft.id.0,
            provider_id: draft.provider.0,
            course_id: draft.course.map(|course| course.0),
            title: draft.title,
            state: draft.state,
            reason: draft.reason,
            revision: draft.revision.0,
            created_at: Moment(draft.created_at),
            updated_at: Moment(draft.updated_at),
            submitted_at: draft.submitted_at.map(Moment),
            takes_effect_on: draft.takes_effect_on,
        }
    }
}

impl DraftView {
    /// A draft, and what is to be said of it in one language.
    pub fn of(judged: Judged, language: Language) -> Self {
        let messages = judged.messages.into_iter();
        let mut sound = true;
        let mut show = |message: Message| {
            sound &= !message.is_error();
            MessageView::of(message, language)
        };
        Self {
            messages: messages.map(&mut show).collect(),
            sound,
            course_changed: judged.course_changed,
            content: judged.draft.content.clone(),
            summary: Listed::from(judged.draft).into(),
        }
    }
}
