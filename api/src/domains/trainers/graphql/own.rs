//! An organisation's own trainers, and requests not to be named any more.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::{Paged, catalogue, version};
use crate::domains::catalogue::trainers::TrainerId;
use crate::domains::trainers::service::{
    self, ReplaceRequest, TakeOffRequest, TrainerContent, TrainerRequest,
};
use crate::domains::trainers::view::{OwnTrainerView, TakeOffView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::idempotency::Key;
use crate::kernel::page::connection;
use crate::kernel::revision::Revision;

/// Own trainers
#[derive(Debug, Default)]
pub struct OwnTrainerQuery;

#[Object]
impl OwnTrainerQuery {
    /// For organisations: the trainers of the provider that they work for, named or not. For administrators: all. In an order that tells nothing
    async fn own_trainers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<OwnTrainerView> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::own_trainers(backend, actor, &page).await;
        Ok(connection(joined(faults, found)?.map(OwnTrainerView::from)))
    }

    /// For organisations: requests that their own trainers are not named any more. For administrators: all
    async fn trainer_take_offs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TakeOffView> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::take_offs(backend, actor, &page).await;
        Ok(connection(joined(faults, found)?.map(TakeOffView::from)))
    }
}

/// What can be done with own trainers
#[derive(Debug, Default)]
pub struct OwnTrainerMutation;

#[Object]
impl OwnTrainerMutation {
    /// Add a trainer: for organisations, of their own; for administrators, of any. Of a foster parent a name is taken only where they want to be named
    async fn trainer_create(
        &self,
        ctx: &Context<'_>,
        input: TrainerCreateInput,
    ) -> Result<OwnTrainerPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let key = Key::of_input(input.idempotency_key.as_deref())?;
        let wish = TrainerRequest {
            provider_id: input.provider_id.map(|id| id.0),
            trainer: input.trainer,
        };
        let catalogue = catalogue(ctx)?;
        let made = service::create(backend, &catalogue.now(), actor, (wish, &key)).await?;
        Ok(OwnTrainerPayload {
            trainer: made.into(),
            catalogue_version: version(catalogue),
        })
    }

    /// Write a trainer anew, as a whole. Who is not named any more leaves no name behind
    async fn trainer_replace(
        &self,
        ctx: &Context<'_>,
        input: TrainerReplaceInput,
    ) -> Result<OwnTrainerPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let wish = ReplaceRequest {
            if_revision: input.if_revision,
            trainer: input.trainer,
        };
        let written = service::replace(backend, actor, (&input.trainer_id, wish)).await?;
        Ok(OwnTrainerPayload {
            trainer: written.into(),
            catalogue_version: version(catalogue(ctx)?),
        })
    }

    /// Remove a trainer, at once: the name, what they completed and what was asked about them are gone from every row
    async fn trainer_delete(
        &self,
        ctx: &Context<'_>,
        input: TrainerDeleteInput,
    ) -> Result<TrainerDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gone: TrainerId = service::remove(backend, actor, &input.trainer_id).await?;
        Ok(TrainerDeletePayload {
            id: gone.global(),
            catalogue_version: version(catalogue(ctx)?),
        })
    }

    /// Answer a request to take a trainer off: they were asked, and want to be named as before
    async fn trainer_keep(
        &self,
        ctx: &Context<'_>,
        input: TrainerKeepInput,
    ) -> Result<OwnTrainerPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let of = (input.trainer_id.as_str(), Revision(input.if_revision));
        let kept = service::keep(backend, actor, of).await?;
        Ok(OwnTrainerPayload {
            trainer: kept.into(),
            catalogue_version: version(catalogue(ctx)?),
        })
    }

    /// Ask not to be named any more, as a trainer or for one: for anybody, without an account. A foster parent is hidden at once. The answer is the same whomever it is about
    async fn trainer_take_off(
        &self,
        ctx: &Context<'_>,
        input: TrainerTakeOffInput,
    ) -> Result<TrainerTakeOffPayload, ApiError> {
        let (backend, _) = ctx.caller()?;
        let wish = TakeOffRequest {
            message: input.message,
        };
        let snapshot = catalogue(ctx)?.now();
        service::take_off(backend, &snapshot, &input.trainer_id, wish).await?;
        Ok(TrainerTakeOffPayload { accepted: true })
    }
}

/// A new trainer
#[derive(InputObject)]
pub struct TrainerCreateInput {
    /// The provider whose trainer it is: id or slug; your own, where left out
    pub provider_id: Option<ID>,
    /// The trainer
    pub trainer: TrainerContent,
    /// My own name for this request: sent again within a day, it adds no other trainer
    pub idempotency_key: Option<String>,
}

/// A trainer to be written anew
#[derive(InputObject)]
pub struct TrainerReplaceInput {
    /// The trainer
    pub trainer_id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
    /// All that is to be known from now on
    pub trainer: TrainerContent,
}

/// A trainer to be removed
#[derive(InputObject)]
pub struct TrainerDeleteInput {
    /// The trainer
    pub trainer_id: ID,
}

/// A trainer to be kept
#[derive(InputObject)]
pub struct TrainerKeepInput {
    /// The trainer
    pub trainer_id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// A request not to be named any more
#[derive(InputObject)]
pub struct TrainerTakeOffInput {
    /// The trainer
    pub trainer_id: ID,
    /// What else the provider should know, in 500 characters at most; nothing that tells who or where somebody is
    pub message: Option<String>,
}

/// A trainer as those who look after them see them
#[derive(SimpleObject)]
pub struct OwnTrainerPayload {
    /// As they stand
    pub trainer: OwnTrainerView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this
    pub catalogue_version: String,
}

/// A trainer that was removed
#[derive(SimpleObject)]
pub struct TrainerDeletePayload {
    /// The global id that they had
    pub id: ID,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this
    pub catalogue_version: String,
}

/// A request that was taken
#[derive(SimpleObject)]
pub struct TrainerTakeOffPayload {
    /// Always: whether there is such a trainer, and whether somebody asked before, is not told
    pub accepted: bool,
}
