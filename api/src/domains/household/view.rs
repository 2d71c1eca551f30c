//! How households and situations look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;

use super::model::{Household, Invitation, Placement, Situation, Stage};
use crate::kernel::moment::Moment;

/// My household, as I see it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Household")]
#[schema(as = Household)]
pub struct HouseholdView {
    /// Whether I am linked with a partner
    pub linked: bool,
    /// Until when my own invitation stands; null where there is none
    #[schema(value_type = Option<String>, format = DateTime)]
    pub invitation_ends_at: Option<Moment>,
}

impl From<Household> for HouseholdView {
    fn from(one: Household) -> Self {
        Self {
            linked: one.linked,
            invitation_ends_at: one.invited_until.map(Moment),
        }
    }
}

/// An invitation for my partner
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "HouseholdInvitation")]
#[schema(as = HouseholdInvitation)]
pub struct InvitationView {
    /// The code, to be given from hand to hand: told this once
    pub code: String,
    /// Until when it serves
    pub expires_at: Moment,
}

impl From<Invitation> for InvitationView {
    fn from(one: Invitation) -> Self {
        Self {
            code: one.code,
            expires_at: Moment(one.expires_at),
        }
    }
}

/// What I said of my own situation
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Situation")]
#[schema(as = Situation)]
pub struct SituationView {
    /// Which kinds of foster care
    pub placements: Vec<Placement>,
    /// How far I am
    pub stage: Option<Stage>,
    /// In which youth region
    pub youth_region: Option<String>,
    /// In which province most of that region is
    pub province: Option<String>,
}

impl From<(Situation, Option<String>)> for SituationView {
    fn from((said, province): (Situation, Option<String>)) -> Self {
        Self {
            placements: said.placements,
            stage: said.stage,
            youth_region: said.youth_region,
            province,
        }
    }
}
