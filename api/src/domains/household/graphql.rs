//! The GraphQL door to households and situations.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object, SimpleObject};

use super::service::{self, SituationWish};
use super::view::{HouseholdView, InvitationView, SituationView};
use crate::domains::catalogue::Catalogue;
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;

/// What can be asked of my household and my situation
#[derive(Debug, Default)]
pub struct HouseholdQuery;

/// What can be done with my household and my situation
#[derive(Debug, Default)]
pub struct HouseholdMutation;

#[Object]
impl HouseholdQuery {
    /// My household: whether I am linked with a partner
    async fn my_household(&self, ctx: &Context<'_>) -> Option<Result<HouseholdView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            Ok(service::household(backend, actor).await?.into())
        };
        Some(found.await)
    }

    /// What I said of my own situation; nobody else sees it
    async fn my_situation(&self, ctx: &Context<'_>) -> Option<Result<SituationView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            let catalogue: &Arc<Catalogue> = ctx.given()?;
            let found = service::situation(backend, &catalogue.now(), actor).await?;
            Ok(found.into())
        };
        Some(found.await)
    }
}

/// The invitation that was made
#[derive(SimpleObject)]
pub struct HouseholdInvitePayload {
    /// The invitation
    pub invitation: InvitationView,
}

/// The code of an invitation
#[derive(InputObject)]
pub struct HouseholdAcceptInput {
    /// The code; case, hyphens and spaces do not matter
    pub code: String,
}

/// I am linked with my partner
#[derive(SimpleObject)]
pub struct HouseholdAcceptPayload {
    /// My household
    pub household: HouseholdView,
}

/// The household was left
#[derive(SimpleObject)]
pub struct HouseholdLeavePayload {
    /// Always true
    pub left: bool,
}

/// What I said
#[derive(SimpleObject)]
pub struct SituationSavePayload {
    /// My situation
    pub situation: SituationView,
}

/// What I said was erased
#[derive(SimpleObject)]
pub struct SituationErasePayload {
    /// Always true
    pub erased: bool,
}

#[Object]
impl HouseholdMutation {
    /// Invite my partner, with a code that serves once, for 7 days
    async fn household_invite(
        &self,
        ctx: &Context<'_>,
    ) -> Result<HouseholdInvitePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let invitation = service::invite(backend, actor).await?.into();
        Ok(HouseholdInvitePayload { invitation })
    }

    /// Accept my partner's invitation
    async fn household_accept(
        &self,
        ctx: &Context<'_>,
        input: HouseholdAcceptInput,
    ) -> Result<HouseholdAcceptPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let household = service::accept(backend, actor, &input.code).await?.into();
        Ok(HouseholdAcceptPayload { household })
    }

    /// Leave my household, or take my invitation back
    async fn household_leave(&self, ctx: &Context<'_>) -> Result<HouseholdLeavePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::leave(backend, actor).await?;
        Ok(HouseholdLeavePayload { left: true })
    }

    /// Say what my situation is, as a whole
    async fn situation_save(
        &self,
        ctx: &Context<'_>,
        input: SituationWish,
    ) -> Result<SituationSavePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let saved = service::save(backend, &catalogue.now(), actor, input).await?;
        Ok(SituationSavePayload {
            situation: saved.into(),
        })
    }

    /// Erase what I said of my situation
    async fn situation_erase(&self, ctx: &Context<'_>) -> Result<SituationErasePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::erase(backend, actor).await?;
        Ok(SituationErasePayload { erased: true })
    }
}
