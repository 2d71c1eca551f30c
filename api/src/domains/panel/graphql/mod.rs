//! The GraphQL door to the panel.

mod inputs;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, Object};

use super::model::{ConsultationId, IdeaId, State};
use super::service::{self, AnswerRequest};
use super::view::{ConsultationView, IdeaView, ResultsView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::page::{Cursor, Total, connection};

pub use inputs::{
    ConsultationAnswerInput, ConsultationCreateInput, ConsultationDeleteInput,
    ConsultationDeletePayload, ConsultationPayload, IdeaCreateInput, IdeaCreatePayload,
    IdeaDeleteInput, IdeaDeletePayload,
};

type Paged<T> = Result<Connection<Cursor, T, Total, EmptyFields>, ApiError>;

/// What can be asked of the panel
#[derive(Debug, Default)]
pub struct PanelQuery;

/// What can be done in the panel
#[derive(Debug, Default)]
pub struct PanelMutation;

#[Object]
impl PanelQuery {
    /// Ideas of the panel, those of the latest month first; for its members and those who look after it
    async fn ideas(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<IdeaView> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::ideas(backend, actor, &page).await;
        Ok(connection(joined(faults, found)?.map(Into::into)))
    }

    /// An idea of the panel
    async fn idea(&self, ctx: &Context<'_>, id: ID) -> Option<Result<IdeaView, ApiError>> {
        Some(idea(ctx, &id).await)
    }

    /// What the panel is asked, the one that closes last first
    async fn consultations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ConsultationView> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::consultations(backend, actor, &page).await;
        let today = backend.clock.today();
        let found = joined(faults, found)?;
        Ok(connection(
            found.map(|one| ConsultationView::on(today, one)),
        ))
    }

    /// A consultation of the panel
    async fn consultation(
        &self,
        ctx: &Context<'_>,
        id: ID,
    ) -> Option<Result<ConsultationView, ApiError>> {
        Some(consultation(ctx, &id).await)
    }
}

/// An idea, by its global id.
pub async fn idea(ctx: &Context<'_>, id: &ID) -> Result<IdeaView, ApiError> {
    let (backend, actor) = ctx.caller()?;
    let idea = service::idea(backend, actor, IdeaId::from_global(id)?).await?;
    Ok(idea.into())
}

/// A consultation, by its global id.
pub async fn consultation(ctx: &Context<'_>, id: &ID) -> Result<ConsultationView, ApiError> {
    let (backend, actor) = ctx.caller()?;
    let id = ConsultationId::from_global(id)?;
    let found = service::consultation(backend, actor, id).await?;
    Ok(ConsultationView::on(backend.clock.today(), found))
}

#[Object]
impl PanelMutation {
    /// Submit an idea; for members of the panel. Nobody is told whose it is
    async fn idea_create(
        &self,
        ctx: &Context<'_>,
        input: IdeaCreateInput,
    ) -> Result<IdeaCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (body, key) = input.read()?;
        let idea = service::submit(backend, actor, (body, &key)).await?;
        Ok(IdeaCreatePayload { idea: idea.into() })
    }

    /// Remove an idea: my own, or as a moderator any
    async fn idea_delete(
        &self,
        ctx: &Context<'_>,
        input: IdeaDeleteInput,
    ) -> Result<IdeaDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = IdeaId::from_global(&input.id)?;
        service::remove(backend, actor, id).await?;
        Ok(IdeaDeletePayload { id: id.global() })
    }

    /// Announce a consultation; for administrators. It opens and closes by itself
    async fn consultation_create(
        &self,
        ctx: &Context<'_>,
        input: ConsultationCreateInput,
    ) -> Result<ConsultationPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (body, key) = input.read()?;
        let made = service::announce(backend, actor, (body, &key)).await?;
        Ok(ConsultationPayload {
            consultation: ConsultationView::on(backend.clock.today(), made),
        })
    }

    /// Take a consultation back, until it opens; for administrators
    async fn consultation_delete(
        &self,
        ctx: &Context<'_>,
        input: ConsultationDeleteInput,
    ) -> Result<ConsultationDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ConsultationId::from_global(&input.id)?;
        service::take_back(backend, actor, id).await?;
        Ok(ConsultationDeletePayload { id: id.global() })
    }

    /// Answer a consultation, once, while it is open; for members of the panel. Nobody can tell what I said
    async fn consultation_answer(
        &self,
        ctx: &Context<'_>,
        input: ConsultationAnswerInput,
    ) -> Result<ConsultationPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ConsultationId::from_global(&input.consultation_id)?;
        let answer = AnswerRequest {
            option: input.option,
        };
        let met = service::answer(backend, actor, id, &answer).await?;
        Ok(ConsultationPayload {
            consultation: ConsultationView::on(backend.clock.today(), met),
        })
    }
}

#[ComplexObject]
impl IdeaView {
    /// The global id
    pub async fn id(&self) -> ID {
        IdeaId(self.uuid).global()
    }
}

#[ComplexObject]
impl ConsultationView {
    /// The global id
    pub async fn id(&self) -> ID {
        ConsultationId(self.uuid).global()
    }

    /// What came of it; null until its last day has gone
    async fn results(&self, ctx: &Context<'_>) -> Option<Result<ResultsView, ApiError>> {
        if self.state != State::Closed {
            return None;
        }
        let results = async {
            let (backend, actor) = ctx.caller()?;
            let id = ConsultationId(self.uuid);
            let results = service::results(backend, actor, id).await?;
            Ok(ResultsView::of(results, ctx.language()))
        };
        Some(results.await)
    }
}

#[ComplexObject]
impl ResultsView {
    /// The global id of the consultation
    async fn consultation_id(&self) -> ID {
        ConsultationId(self.consultation_id).global()
    }
}
