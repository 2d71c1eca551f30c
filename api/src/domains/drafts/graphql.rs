//! The GraphQL door to drafts.

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};
use chrono::NaiveDate;

use super::model::{Content, DraftId, State};
use super::service::{self, DraftRequest, ReplaceRequest, ReturnRequest};
use super::view::{DraftSummaryView, DraftView};
use crate::domains::catalogue::Catalogue;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, Kind, joined};
use crate::kernel::id::Identity;
use crate::kernel::idempotency::Key;
use crate::kernel::page::{Cursor, Total, connection};
use crate::kernel::revision::Revision;

/// What can be asked of drafts
#[derive(Debug, Default)]
pub struct DraftQuery;

/// What can be done with drafts
#[derive(Debug, Default)]
pub struct DraftMutation;

#[ComplexObject]
impl DraftSummaryView {
    /// The global id
    async fn id(&self) -> ID {
        DraftId(self.uuid).global()
    }
}

#[Object]
impl DraftQuery {
    /// For organisations: their own drafts. For editors and administrators: all; those in review are the review queue. What was begun first comes first
    #[graphql(complexity = "500 + first.unwrap_or(20).clamp(1, 100) as usize * child_complexity")]
    async fn drafts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In any of these states; all where left out")] state: Option<Vec<State>>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, DraftSummaryView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let state = state.unwrap_or_default();
        let found = service::drafts(backend, actor, &state, &page).await;
        Ok(connection(
            joined(faults, found)?.map(DraftSummaryView::from),
        ))
    }

    /// A draft of my organisation, or for editors and administrators any; null where there is none
    async fn draft(&self, ctx: &Context<'_>, id: ID) -> Option<Result<DraftView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            let id = DraftId::from_global(&id)?;
            service::draft(backend, catalogue(ctx)?, actor, id).await
        };
        match found.await {
            Ok(draft) => Some(Ok(DraftView::of(draft, ctx.language()))),
            Err(error) if error.kind == Kind::NotFound => None,
            Err(error) => Some(Err(error)),
        }
    }
}

fn catalogue<'a>(ctx: &Context<'a>) -> Result<&'a Catalogue, ApiError> {
    ctx.given::<Arc<Catalogue>>().map(Arc::as_ref)
}

/// A draft to be begun
#[derive(InputObject)]
pub struct DraftCreateInput {
    /// The course that it is of: id or slug. Left out, it is of a new one
    pub course_id: Option<ID>,
    /// What it says. Left out, the course as it stands, or nothing yet
    pub content: Option<Content>,
    /// From which day on the course shall be so, in Amsterdam. Left out, or over by then: once it is approved
    pub takes_effect_on: Option<NaiveDate>,
    /// My own name for this request: sent again within a day, it begins no other draft
    pub idempotency_key: Option<String>,
}

/// A draft to be written anew
#[derive(InputObject)]
pub struct DraftReplaceInput {
    /// The draft
    pub id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
    /// Whether it goes on from the course as it stands now: what changed there since the draft began was seen
    #[graphql(default)]
    pub rebase: bool,
    /// All that it says from now on
    pub content: Content,
    /// From which day on the course shall be so, in Amsterdam. Left out, or over by then: once it is approved
    pub takes_effect_on: Option<NaiveDate>,
}

/// A draft to be thrown away
#[derive(InputObject)]
pub struct DraftDeleteInput {
    /// The draft
    pub id: ID,
}

/// A draft, in the state that was read
#[derive(InputObject)]
pub struct DraftStepInput {
    /// The draft
    pub id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// A draft to be given back to its author
#[derive(InputObject)]
pub struct DraftReturnInput {
    /// The draft
    pub id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
    /// Why, in words for its author; at most 2000 characters
    pub reason: String,
}

/// A draft that was changed
#[derive(SimpleObject)]
pub struct DraftPayload {
    /// As it is now
    pub draft: DraftView,
}

/// A draft that was approved
#[derive(SimpleObject)]
pub struct DraftApprovePayload {
    /// As it is now
    pub draft: DraftView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees the course
    pub catalogue_version: String,
}

/// A draft that was thrown away
#[derive(SimpleObject)]
pub struct DraftDeletePayload {
    /// The global id that it had
    pub id: ID,
}

impl DraftStepInput {
    fn read(&self) -> Result<(DraftId, Revision), ApiError> {
        Ok((DraftId::from_global(&self.id)?, Revision(self.if_revision)))
    }
}

#[Object]
impl DraftMutation {
    /// Begin a draft of a new course, or of one of my organisation's, which stays as it is until the draft is approved. All of it may be left out and be wrong: it is kept, and told what is to be said of it
    async fn draft_create(
        &self,
        ctx: &Context<'_>,
        input: DraftCreateInput,
    ) -> Result<DraftPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let key = Key::of_input(input.idempotency_key.as_deref())?;
        let wish = DraftRequest {
            course_id: input.course_id.map(|id| id.0),
            content: input.content,
            takes_effect_on: input.takes_effect_on,
        };
        let draft = service::create(backend, catalogue(ctx)?, actor, (wish, &key)).await?;
        let draft = DraftView::of(draft, ctx.language());
        Ok(DraftPayload { draft })
    }

    /// Write a draft anew, as a whole; not while it waits for a reviewer
    async fn draft_replace(
        &self,
        ctx: &Context<'_>,
        input: DraftReplaceInput,
    ) -> Result<DraftPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = DraftId::from_global(&input.id)?;
        let wish = ReplaceRequest {
            if_revision: input.if_revision,
            rebase: input.rebase,
            content: input.content,
            takes_effect_on: input.takes_effect_on,
        };
        let draft = service::replace(backend, catalogue(ctx)?, actor, (id, wish)).await?;
        let draft = DraftView::of(draft, ctx.language());
        Ok(DraftPayload { draft })
    }

    /// Throw a draft away; the course that it was of stays as it is
    async fn draft_delete(
        &self,
        ctx: &Context<'_>,
        input: DraftDeleteInput,
    ) -> Result<DraftDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = DraftId::from_global(&input.id)?;
        service::remove(backend, actor, id).await?;
        Ok(DraftDeletePayload { id: id.global() })
    }

    /// Have a draft stand in the review queue, where nothing in it is an error
    async fn draft_submit(
        &self,
        ctx: &Context<'_>,
        input: DraftStepInput,
    ) -> Result<DraftPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let draft = service::submit(backend, catalogue(ctx)?, actor, input.read()?).await?;
        let draft = DraftView::of(draft, ctx.language());
        Ok(DraftPayload { draft })
    }

    /// Take a draft back from review, or call off what was planned
    async fn draft_retract(
        &self,
        ctx: &Context<'_>,
        input: DraftStepInput,
    ) -> Result<DraftPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let draft = service::retract(backend, catalogue(ctx)?, actor, input.read()?).await?;
        let draft = DraftView::of(draft, ctx.language());
        Ok(DraftPayload { draft })
    }

    /// Approve a draft: its course is shown as it says, at once or from the day that it names. For editors and administrators
    async fn draft_approve(
        &self,
        ctx: &Context<'_>,
        input: DraftStepInput,
    ) -> Result<DraftApprovePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue = catalogue(ctx)?;
        let draft = service::approve(backend, catalogue, actor, input.read()?).await?;
        Ok(DraftApprovePayload {
            draft: DraftView::of(draft, ctx.language()),
            catalogue_version: catalogue.now().position.to_string(),
        })
    }

    /// Give a draft back to its author, who reads why. For editors and administrators
    async fn draft_return(
        &self,
        ctx: &Context<'_>,
        input: DraftReturnInput,
    ) -> Result<DraftPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = DraftId::from_global(&input.id)?;
        let wish = ReturnRequest {
            if_revision: input.if_revision,
            reason: input.reason,
        };
        let draft = service::give_back(backend, catalogue(ctx)?, actor, (id, wish)).await?;
        let draft = DraftView::of(draft, ctx.language());
        Ok(DraftPayload { draft })
    }
}
