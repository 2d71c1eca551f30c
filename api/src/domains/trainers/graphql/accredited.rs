//! Who accredits a provider.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use crate::domains::catalogue::Catalogue;
use crate::domains::intake::AccreditationContent;
use crate::domains::trainers::service::{self, AccreditationsRequest};
use crate::domains::trainers::view::ProviderAccreditationsView;
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;

/// What can be said of who accredits
#[derive(Debug, Default)]
pub struct AccreditationMutation;

#[Object]
impl AccreditationMutation {
    /// Say who accredits a provider: for the organisation itself, and administrators. As a whole: what is not named is taken away
    async fn provider_accreditations_replace(
        &self,
        ctx: &Context<'_>,
        input: ProviderAccreditationsReplaceInput,
    ) -> Result<ProviderAccreditationsPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let wish = AccreditationsRequest {
            if_revision: input.if_revision,
            accreditations: input.accreditations,
        };
        let of = (input.provider_id.as_str(), wish);
        let done = service::accredit(backend, catalogue, actor, of).await?;
        Ok(ProviderAccreditationsPayload {
            provider: done.into(),
            catalogue_version: catalogue.now().position.to_string(),
        })
    }
}

/// Who accredits a provider from now on
#[derive(InputObject)]
pub struct ProviderAccreditationsReplaceInput {
    /// The provider: id or slug
    pub provider_id: ID,
    /// The revision of the provider that was read: what changed since is left alone
    pub if_revision: i64,
    /// All of them: those of before that are not here are taken away
    pub accreditations: Vec<AccreditationContent>,
}

/// Who accredits a provider
#[derive(SimpleObject)]
pub struct ProviderAccreditationsPayload {
    /// As it is kept
    pub provider: ProviderAccreditationsView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this
    pub catalogue_version: String,
}
