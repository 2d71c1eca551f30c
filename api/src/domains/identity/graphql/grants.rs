//! Hats that are given, proposed and taken, by GraphQL.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::super::model::{GrantId, HatKind, ProposalId};
use super::super::service::{self, ProposeRequest};
use super::super::view::{GivenView, ProposalView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::page::{Cursor, Total, connection};

/// What can be asked of hats
#[derive(Debug, Default)]
pub struct GrantQuery;

/// What can be done with hats
#[derive(Debug, Default)]
pub struct GrantMutation;

#[ComplexObject]
impl GivenView {
    /// The global id
    async fn id(&self) -> ID {
        GrantId(self.uuid).global()
    }
}

#[ComplexObject]
impl ProposalView {
    /// The global id
    async fn id(&self) -> ID {
        ProposalId(self.uuid).global()
    }
}

#[Object]
impl GrantQuery {
    /// The hats that people wear: my own; as an administrator all, as a manager also those of
    /// my organisation, as a member of the data board also those of researchers
    async fn grants(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Any of these hats; all where left out")] hat: Option<Vec<HatKind>>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, GivenView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::grants(backend, actor, &hat.unwrap_or_default(), &page).await;
        Ok(connection(joined(faults, found)?.map(GivenView::from)))
    }

    /// The proposals that stand: my own, and those that I may second or take back
    async fn grant_proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, ProposalView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::proposals(backend, actor, &page).await;
        Ok(connection(joined(faults, found)?.map(ProposalView::from)))
    }

    /// A proposal that stands
    async fn grant_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id")] id: ID,
    ) -> Option<Result<ProposalView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            let id = ProposalId::from_global(&id)?;
            let found = service::proposal(backend, actor, id).await?;
            Ok(found.into())
        };
        Some(found.await)
    }
}

/// A hat that is meant
#[derive(InputObject)]
pub struct GrantEndInput {
    /// The hat
    pub id: ID,
}

/// The hat was taken
#[derive(SimpleObject)]
pub struct GrantEndPayload {
    /// The global id that it had
    pub id: ID,
}

/// A proposal that is meant
#[derive(InputObject)]
pub struct GrantProposalInput {
    /// The proposal
    pub id: ID,
}

/// The code that was mailed to whoever is asked to wear a hat
#[derive(InputObject)]
pub struct GrantAcceptInput {
    /// The code; case and hyphen do not matter
    pub code: String,
}

/// A proposal as it stands
#[derive(SimpleObject)]
pub struct GrantProposalPayload {
    /// The proposal
    pub proposal: ProposalView,
}

/// A proposal that was taken back
#[derive(SimpleObject)]
pub struct GrantProposalDeletePayload {
    /// The global id that it had
    pub id: ID,
}

fn payload(one: super::super::model::Proposal) -> GrantProposalPayload {
    GrantProposalPayload {
        proposal: one.into(),
    }
}

#[Object]
impl GrantMutation {
    /// Take a hat, or lay my own down; sessions under it end
    async fn grant_end(
        &self,
        ctx: &Context<'_>,
        input: GrantEndInput,
    ) -> Result<GrantEndPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = GrantId::from_global(&input.id)?;
        service::end(backend, actor, id).await?;
        Ok(GrantEndPayload { id: id.global() })
    }

    /// Ask somebody to wear a hat; a letter with a code is mailed. It lapses after 14 days
    async fn grant_propose(
        &self,
        ctx: &Context<'_>,
        input: ProposeRequest,
    ) -> Result<GrantProposalPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        Ok(payload(service::propose(backend, actor, input).await?))
    }

    /// Take up a hat that I am asked to wear, with the code that was mailed to me
    async fn grant_accept(
        &self,
        ctx: &Context<'_>,
        input: GrantAcceptInput,
    ) -> Result<GrantProposalPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        Ok(payload(service::accept(backend, actor, &input.code).await?))
    }

    /// Second what another proposed for a third
    async fn grant_second(
        &self,
        ctx: &Context<'_>,
        input: GrantProposalInput,
    ) -> Result<GrantProposalPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ProposalId::from_global(&input.id)?;
        Ok(payload(service::second(backend, actor, id).await?))
    }

    /// Take a proposal back, or refuse it
    async fn grant_proposal_delete(
        &self,
        ctx: &Context<'_>,
        input: GrantProposalInput,
    ) -> Result<GrantProposalDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ProposalId::from_global(&input.id)?;
        service::withdraw(backend, actor, id).await?;
        Ok(GrantProposalDeletePayload { id: id.global() })
    }
}
