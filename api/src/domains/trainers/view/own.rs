//! How a trainer looks to those who look after them.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domains::catalogue::trainers::{OwnTrainer, TakeOff};
use crate::kernel::moment::Moment;

/// A trainer as those who look after them see them, named or not
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "OwnTrainer")]
#[schema(as = OwnTrainer)]
pub struct OwnTrainerView {
    /// The id of the trainer, as REST shows it
    pub trainer_id: Uuid,
    /// The id of the provider, as REST shows it
    pub provider_id: Uuid,
    /// What the provider calls them; the public never sees it
    pub external_id: String,
    /// Their name; null where it may not be known, and is kept nowhere
    pub name: Option<String>,
    /// A few words about them; null where their name is
    pub about: Option<String>,
    /// Whether they are a foster parent
    pub parent_trainer: bool,
    /// Whether they want to be named
    pub public_name: bool,
    /// Whether they are hidden because somebody asked for it: until that is answered, no name is shown
    pub taken_off: bool,
    /// The courses that they give: ids, as REST shows them
    pub course_ids: Vec<Uuid>,
    /// The editions that they give: ids, as REST shows them
    pub edition_ids: Vec<Uuid>,
    /// How often it changed: what a change names as `ifRevision`
    pub revision: i64,
    /// When it came here
    pub created_at: Moment,
    /// When it last changed
    pub updated_at: Moment,
}

/// A request that a trainer is not named any more. Nobody knows whose it is
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "TrainerTakeOff")]
#[schema(as = TrainerTakeOff)]
pub struct TakeOffView {
    /// Who is meant
    pub trainer: OwnTrainerView,
    /// What was said with it
    pub message: Option<String>,
    /// The day on which it came
    pub asked_on: NaiveDate,
}

impl From<OwnTrainer> for OwnTrainerView {
    fn from(it: OwnTrainer) -> Self {
        Self {
            trainer_id: it.id.0,
            provider_id: it.provider.0,
            external_id: it.external_id,
            name: it.name,
            about: it.about,
            parent_trainer: it.parent,
            public_name: it.public_name,
            taken_off: it.hidden_at.is_some(),
            course_ids: it.courses.into_iter().map(|course| course.0).collect(),
            edition_ids: it.editions.into_iter().map(|edition| edition.0).collect(),
            revision: it.revision.0,
            created_at: Moment(it.created_at),
            updated_at: Moment(it.updated_at),
        }
    }
}

impl From<TakeOff> for TakeOffView {
    fn from(it: TakeOff) -> Self {
        Self {
            trainer: it.trainer.into(),
            message: it.message,
            asked_on: it.asked_on,
        }
    }
}
