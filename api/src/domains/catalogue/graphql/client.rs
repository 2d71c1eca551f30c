//! The organisation that a parent says is theirs.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::show;
use crate::domains::catalogue::service;
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::ProviderView;
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;

/// Whose client a parent is
#[derive(Debug, Default)]
pub struct ClientQuery;

#[Object]
impl ClientQuery {
    /// For parents: the organisation that you said is yours, which nobody else is told; null
    /// where you said nothing
    async fn my_client<'c>(
        &self,
        ctx: &'c Context<'_>,
    ) -> Option<Result<ProviderView<'c>, ApiError>> {
        let found = ctx.caller().and_then(|(_, actor)| {
            let catalogue: &Arc<Catalogue> = ctx.given()?;
            let show = show(ctx)?;
            let client = service::client(catalogue, show.snapshot, actor)?;
            Ok(client.map(|at| show.provider(at)))
        });
        found.transpose()
    }
}

/// Saying so
#[derive(Debug, Default)]
pub struct ClientMutation;

#[Object]
impl ClientMutation {
    /// Say which foster care organisation is yours: for parents. You then see what it offers to
    /// its own; nobody is told
    async fn client_set<'c>(
        &self,
        ctx: &'c Context<'_>,
        input: ClientSetInput,
    ) -> Result<ClientSetPayload<'c>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let show = show(ctx)?;
        let wish = ("providerId", input.provider_id.as_str());
        let at = service::name_client(backend, catalogue, actor, wish).await?;
        Ok(ClientSetPayload {
            client: show.provider(at),
        })
    }

    /// Say so no more: for parents
    async fn client_clear(&self, ctx: &Context<'_>) -> Result<ClientClearPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        service::forget_client(backend, catalogue, actor).await?;
        Ok(ClientClearPayload { cleared: true })
    }
}

/// Which organisation is yours
#[derive(InputObject)]
pub struct ClientSetInput {
    /// The foster care organisation: id or slug
    pub provider_id: ID,
}

/// What you said
#[derive(SimpleObject)]
pub struct ClientSetPayload<'s> {
    /// The organisation
    pub client: ProviderView<'s>,
}

/// That you say so no more
#[derive(SimpleObject)]
pub struct ClientClearPayload {
    /// Nothing is known of it any more
    pub cleared: bool,
}
