//! How batches look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Batch, Figures, Giver, GiverKind};
use crate::kernel::moment::Moment;

/// A batch of codes with which foster parents show that they are one
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "VerificationBatch", complex)]
#[schema(as = VerificationBatch)]
pub struct BatchView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Of which kind the giver is
    pub giver_kind: GiverKind,
    /// Which provider it is, or is the council of, as REST shows its id
    pub provider_id: Option<Uuid>,
    /// Which municipality it is, by its code
    pub municipality_code: Option<String>,
    /// Which network it is, by its name
    pub network: Option<String>,
    /// How many codes were made
    pub size: u32,
    /// When it was made
    pub created_at: Moment,
    /// Until when its codes serve
    pub expires_at: Moment,
    /// Since when it counts no more
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Moment>,
}

impl From<Batch> for BatchView {
    fn from(one: Batch) -> Self {
        Self {
            uuid: one.id.0,
            giver_kind: one.giver.kind(),
            provider_id: one.giver.provider().map(Into::into),
            municipality_code: match &one.giver {
                Giver::Municipality(code) => Some(code.to_string()),
                _ => None,
            },
            network: match one.giver {
                Giver::Network(name) => Some(name),
                _ => None,
            },
            size: one.size,
            created_at: Moment(one.created_at),
            expires_at: Moment(one.expires_at),
            revoked_at: one.revoked_at.map(Moment),
        }
    }
}

/// How many parents came by which kind of giver
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "VerificationFigures")]
#[schema(as = VerificationFigures)]
pub struct FiguresView {
    /// On which day they were counted; null where they never were
    pub counted_on: Option<NaiveDate>,
    /// By each kind of giver
    pub kinds: Vec<FigureView>,
}

/// How many parents came by one kind of giver
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "VerificationFigure")]
#[schema(as = VerificationFigure)]
pub struct FigureView {
    /// Which kind
    pub giver_kind: GiverKind,
    /// How many at least, in steps of 5; null below 10
    pub parents: Option<u32>,
}

impl From<Figures> for FiguresView {
    fn from(figures: Figures) -> Self {
        let kinds = figures.kinds.into_iter();
        Self {
            counted_on: figures.counted_on,
            kinds: kinds
                .map(|(giver_kind, parents)| FigureView {
                    giver_kind,
                    parents,
                })
                .collect(),
        }
    }
}
