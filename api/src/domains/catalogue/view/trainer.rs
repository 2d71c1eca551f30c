//! How a trainer looks who is named, and what they completed.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Reference, Show};
use crate::domains::catalogue::model::{Credential, Validity};
use crate::kernel::moment::Moment;

/// A trainer who is named where others read of them
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainerReference<'s> {
    /// Their id
    pub id: Uuid,
    /// Their name
    pub name: &'s str,
    /// Whether they are a foster parent
    pub parent_trainer: bool,
}

/// A trainer who is named. A foster parent who does not want that is in no list: a course that
/// they give has the condition `parent_trainer`, and says no more of them
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Trainer", complex)]
#[schema(as = Trainer)]
pub struct TrainerView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) at: usize,
    /// Their id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Their name
    pub name: &'s str,
    /// A few words about them
    pub about: Option<&'s str>,
    /// Whether they are a foster parent
    pub parent_trainer: bool,
    /// The id of the provider whose trainer they are
    #[graphql(skip)]
    pub provider_id: Uuid,
    /// The provider whose trainer they are
    #[graphql(skip)]
    pub provider: Reference<'s>,
    /// What they completed, what came last first
    pub credentials: Vec<CredentialView<'s>>,
    /// The courses that they give
    #[graphql(skip)]
    pub courses: Vec<Reference<'s>>,
    /// How often it changed
    pub revision: i64,
    /// When it last changed
    pub updated_at: Moment,
}

/// What a trainer completed
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "TrainerCredential", complex)]
#[schema(as = TrainerCredential)]
pub struct CredentialView<'s> {
    #[serde(skip)]
    #[graphql(skip)]
    pub(in crate::domains::catalogue) by: usize,
    /// What
    pub title: &'s str,
    /// The id of the provider that issues it
    #[graphql(skip)]
    pub issuer_id: Uuid,
    /// The provider that issues it
    #[graphql(skip)]
    pub issuer: Reference<'s>,
    /// When it was issued
    pub issued_on: NaiveDate,
    /// The last day on which it holds
    pub valid_until: Option<NaiveDate>,
    /// Whether it holds today
    pub validity: Validity,
    /// Whether who issues it says so, and may; otherwise the trainer's own provider does
    pub confirmed: bool,
}

impl<'s> Show<'s> {
    /// A trainer.
    pub fn trainer(self, at: usize) -> TrainerView<'s> {
        let trainer = &self.snapshot.trainers[at];
        let provider = self.provider_reference(trainer.provider);
        TrainerView {
            at,
            uuid: trainer.id.0,
            name: &trainer.name,
            about: trainer.about.as_deref(),
            parent_trainer: trainer.parent,
            provider_id: provider.id,
            provider,
            credentials: trainer
                .credentials
                .iter()
                .map(|it| self.credential(it))
                .collect(),
            courses: trainer
                .courses
                .iter()
                .map(|at| self.course_reference(*at))
                .collect(),
            revision: trainer.revision.0,
            updated_at: Moment(trainer.updated_at),
        }
    }

    /// Trainers, where others read of them.
    pub fn trainers(self, places: &[usize]) -> Vec<TrainerReference<'s>> {
        let trainers = places.iter().map(|at| &self.snapshot.trainers[*at]);
        let references = trainers.map(|trainer| TrainerReference {
            id: trainer.id.0,
            name: &trainer.name,
            parent_trainer: trainer.parent,
        });
        references.collect()
    }

    fn credential(self, it: &'s Credential) -> CredentialView<'s> {
        let issuer = self.provider_reference(it.issuer);
        CredentialView {
            by: it.issuer,
            title: &it.title,
            issuer_id: issuer.id,
            issuer,
            issued_on: it.issued_on,
            valid_until: it.valid_until,
            validity: self.validity((Some(it.issued_on), it.valid_until)),
            confirmed: it.confirmed,
        }
    }

    pub(super) fn provider_reference(self, at: usize) -> Reference<'s> {
        let provider = &self.snapshot.providers[at];
        Reference {
            id: provider.id.0,
            slug: &provider.slug,
            name: &provider.name,
        }
    }
}
