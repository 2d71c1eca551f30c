//! The GraphQL door to applications.

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::model::{ApplicationId, State};
use super::service::{self, ApplyRequest, ClaimRequest, RefuseRequest};
use super::view::ApplicationView;
use crate::domains::catalogue::Catalogue;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::idempotency::Key;
use crate::kernel::page::{Cursor, Total, connection};

/// What can be asked of applications
#[derive(Debug, Default)]
pub struct ApplicationQuery;

/// What can be done with applications
#[derive(Debug, Default)]
pub struct ApplicationMutation;

#[ComplexObject]
impl ApplicationView {
    /// The global id
    async fn id(&self) -> ID {
        ApplicationId(self.uuid).global()
    }
}

#[Object]
impl ApplicationQuery {
    /// My own applications for a provider; as an administrator, all
    async fn provider_applications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In any of these states; all where left out")] state: Option<Vec<State>>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, ApplicationView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let state = state.unwrap_or_default();
        let found = service::applications(backend, actor, &state, &page).await;
        Ok(connection(
            joined(faults, found)?.map(ApplicationView::from),
        ))
    }

    /// An application for a provider: my own, or as an administrator any
    async fn provider_application(
        &self,
        ctx: &Context<'_>,
        id: ID,
    ) -> Option<Result<ApplicationView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            let id = ApplicationId::from_global(&id)?;
            let found = service::application(backend, actor, id).await?;
            Ok(found.into())
        };
        Some(found.await)
    }
}

/// An organisation that is not known yet
#[derive(InputObject)]
pub struct ProviderApplyInput {
    /// What it is called, in 200 characters at most
    pub name: String,
    /// What it is: a code of the list `provider_kind`
    pub kind: String,
    /// Where it is found, by https
    pub website: String,
    /// Why I may act for it, in 2000 characters at most
    pub reason: String,
    /// My own name for this request: sent again within a day, it makes no other application
    pub idempotency_key: Option<String>,
}

/// A claim of an organisation that stands here from public sources
#[derive(InputObject)]
pub struct ProviderClaimInput {
    /// The provider: id or slug
    pub provider_id: ID,
    /// Where it is found, by https
    pub website: String,
    /// Why I may act for it, in 2000 characters at most
    pub reason: String,
    /// My own name for this request: sent again within a day, it makes no other application
    pub idempotency_key: Option<String>,
}

/// An application that is meant
#[derive(InputObject)]
pub struct ProviderApplicationInput {
    /// The application
    pub id: ID,
}

/// An application to be refused
#[derive(InputObject)]
pub struct ProviderApplicationRefuseInput {
    /// The application
    pub id: ID,
    /// Why, in words for the applicant; at most 2000 characters
    pub reason: String,
}

/// An application as it stands
#[derive(SimpleObject)]
pub struct ProviderApplicationPayload {
    /// The application
    pub application: ApplicationView,
}

/// An application that was taken back
#[derive(SimpleObject)]
pub struct ProviderApplicationDeletePayload {
    /// The global id that it had
    pub id: ID,
}

fn payload(one: super::model::Application) -> ProviderApplicationPayload {
    ProviderApplicationPayload {
        application: one.into(),
    }
}

#[Object]
impl ApplicationMutation {
    /// Apply for an organisation that is not known here. An administrator looks into it; verified, I may act for it
    async fn provider_apply(
        &self,
        ctx: &Context<'_>,
        input: ProviderApplyInput,
    ) -> Result<ProviderApplicationPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let key = Key::of_input(input.idempotency_key.as_deref())?;
        let wish = ApplyRequest {
            name: input.name,
            kind: input.kind,
            website: input.website,
            reason: input.reason,
        };
        let made = service::apply(backend, &catalogue.now(), actor, (wish, &key)).await?;
        Ok(payload(made))
    }

    /// Claim an organisation that stands here from public sources
    async fn provider_claim(
        &self,
        ctx: &Context<'_>,
        input: ProviderClaimInput,
    ) -> Result<ProviderApplicationPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let key = Key::of_input(input.idempotency_key.as_deref())?;
        let wish = ClaimRequest {
            website: input.website,
            reason: input.reason,
        };
        let wish = (input.provider_id.as_str(), wish, &key);
        let made = service::claim(backend, &catalogue.now(), actor, wish).await?;
        Ok(payload(made))
    }

    /// Take an application of mine back, while nobody decided
    async fn provider_application_delete(
        &self,
        ctx: &Context<'_>,
        input: ProviderApplicationInput,
    ) -> Result<ProviderApplicationDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ApplicationId::from_global(&input.id)?;
        service::take_back(backend, actor, id).await?;
        Ok(ProviderApplicationDeletePayload { id: id.global() })
    }

    /// Verify an application: the provider is its own, and the applicant may act for it. For administrators
    async fn provider_application_verify(
        &self,
        ctx: &Context<'_>,
        input: ProviderApplicationInput,
    ) -> Result<ProviderApplicationPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ApplicationId::from_global(&input.id)?;
        Ok(payload(service::verify(backend, actor, id).await?))
    }

    /// Refuse an application, with words for the applicant. For administrators
    async fn provider_application_refuse(
        &self,
        ctx: &Context<'_>,
        input: ProviderApplicationRefuseInput,
    ) -> Result<ProviderApplicationPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ApplicationId::from_global(&input.id)?;
        let wish = RefuseRequest {
            reason: input.reason,
        };
        Ok(payload(service::refuse(backend, actor, (id, wish)).await?))
    }
}
