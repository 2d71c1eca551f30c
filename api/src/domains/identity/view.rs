//! How hats look from outside: one shape for both doors.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::{Given, Grant, HatKind, Proposal, Research};
use crate::kernel::actor::Rank;
use crate::kernel::moment::Moment;

/// What a researcher does research for
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Research")]
#[schema(as = Research)]
pub struct ResearchView {
    /// What for
    pub purpose: String,
    /// Which datasets it is about, by their slugs
    pub datasets: Vec<String>,
    /// When the hat lapses by itself
    pub ends_at: Moment,
}

impl From<Research> for ResearchView {
    fn from(research: Research) -> Self {
        Self {
            purpose: research.purpose,
            datasets: research.datasets,
            ends_at: Moment(research.ends_at),
        }
    }
}

/// A hat that somebody wears, as those see it who may take it
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "GivenGrant", complex)]
#[schema(as = GivenGrant)]
pub struct GivenView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// Whose account it is, as REST shows it
    pub account_id: Uuid,
    /// Their address
    #[schema(format = Email)]
    pub email: String,
    /// Which hat
    pub hat: HatKind,
    /// For which provider, as REST shows its id
    pub provider_id: Option<Uuid>,
    /// How far they act for it
    pub rank: Option<Rank>,
    /// For which municipality, by its code
    pub municipality_code: Option<String>,
    /// For what research
    pub research: Option<ResearchView>,
    /// Since when
    pub granted_at: Moment,
}

impl From<Given> for GivenView {
    fn from(given: Given) -> Self {
        let Grant {
            hat,
            provider,
            rank,
            municipality,
            research,
            ..
        } = given.grant;
        Self {
            uuid: given.id.0,
            account_id: given.account.0,
            email: given.email.as_str().to_owned(),
            hat,
            provider_id: provider.map(Into::into),
            rank,
            municipality_code: municipality.map(|code| code.to_string()),
            research: research.map(Into::into),
            granted_at: Moment(given.granted_at),
        }
    }
}

/// A hat that somebody was asked to wear
#[derive(Clone, Debug, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "GrantProposal", complex)]
#[schema(as = GrantProposal)]
pub struct ProposalView {
    /// Its id, as REST shows it
    #[serde(rename = "id")]
    pub uuid: Uuid,
    /// The address that was asked
    #[schema(format = Email)]
    pub email: String,
    /// Which hat
    pub hat: HatKind,
    /// For which provider, as REST shows its id
    pub provider_id: Option<Uuid>,
    /// How far they would act for it
    pub rank: Option<Rank>,
    /// For what research
    pub research: Option<ResearchView>,
    /// Whether they took it up
    pub accepted: bool,
    /// Whether another seconded it; always false where nobody has to
    pub seconded: bool,
    /// Whether it came to be: they may wear the hat, and the proposal is gone
    pub granted: bool,
    /// When it was proposed
    pub created_at: Moment,
    /// When it lapses
    pub expires_at: Moment,
}

impl From<Proposal> for ProposalView {
    fn from(one: Proposal) -> Self {
        Self {
            uuid: one.id.0,
            email: one.email.as_str().to_owned(),
            hat: one.grant.hat,
            provider_id: one.grant.provider.map(Into::into),
            rank: one.grant.rank,
            research: one.grant.research.map(Into::into),
            accepted: one.accepted_by.is_some(),
            seconded: one.seconded_by.is_some(),
            granted: one.granted,
            created_at: Moment(one.created_at),
            expires_at: Moment(one.expires_at),
        }
    }
}
