//! What trainers completed, and who may issue that.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::NaiveDate;

use super::{Paged, catalogue, version};
use crate::domains::catalogue::trainers::{CredentialId, CredentialState};
use crate::domains::trainers::service::{self, CredentialRequest, Step};
use crate::domains::trainers::view::{IssuerRightView, OwnCredentialView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::idempotency::Key;
use crate::kernel::page::connection;
use crate::kernel::revision::Revision;

/// Credentials
#[derive(Debug, Default)]
pub struct CredentialQuery;

#[Object]
impl CredentialQuery {
    /// For organisations: the credentials of their own trainers, and those that they issue or are said to. For administrators: all. What came first comes first
    async fn trainer_credentials(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "That stand in any of these ways; all where left out")] state: Option<
            Vec<CredentialState>,
        >,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<OwnCredentialView> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let state = state.unwrap_or_default();
        let found = service::credentials(backend, actor, &state, &page).await;
        Ok(connection(
            joined(faults, found)?.map(OwnCredentialView::from),
        ))
    }
}

/// What can be done with credentials
#[derive(Debug, Default)]
pub struct CredentialMutation;

#[Object]
impl CredentialMutation {
    /// Issue a credential to a trainer, or claim one of an own trainer: who issues it then confirms or refuses it
    async fn trainer_credential_create(
        &self,
        ctx: &Context<'_>,
        input: TrainerCredentialCreateInput,
    ) -> Result<TrainerCredentialPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let key = Key::of_input(input.idempotency_key.as_deref())?;
        let wish = CredentialRequest {
            issuer_id: input.issuer_id.map(|id| id.0),
            title: input.title,
            reference: input.reference,
            issued_on: input.issued_on,
            valid_until: input.valid_until,
        };
        let catalogue = catalogue(ctx)?;
        let wish = (input.trainer_id.as_str(), wish, &key);
        let made = service::credit(backend, &catalogue.now(), actor, wish).await?;
        Ok(TrainerCredentialPayload {
            credential: made.into(),
            catalogue_version: version(catalogue),
        })
    }

    /// Confirm a credential that was claimed: for who issues it, and administrators
    async fn trainer_credential_confirm(
        &self,
        ctx: &Context<'_>,
        input: TrainerCredentialStepInput,
    ) -> Result<TrainerCredentialPayload, ApiError> {
        step(ctx, &input, Step::Confirm).await
    }

    /// Refuse a credential that was claimed: for who would have issued it, and administrators
    async fn trainer_credential_refuse(
        &self,
        ctx: &Context<'_>,
        input: TrainerCredentialStepInput,
    ) -> Result<TrainerCredentialPayload, ApiError> {
        step(ctx, &input, Step::Refuse).await
    }

    /// Withdraw a credential: for who issued it, and administrators
    async fn trainer_credential_withdraw(
        &self,
        ctx: &Context<'_>,
        input: TrainerCredentialStepInput,
    ) -> Result<TrainerCredentialPayload, ApiError> {
        step(ctx, &input, Step::Withdraw).await
    }

    /// Remove a credential: for the trainer's own provider, and administrators
    async fn trainer_credential_delete(
        &self,
        ctx: &Context<'_>,
        input: TrainerCredentialDeleteInput,
    ) -> Result<TrainerCredentialDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let gone = service::discredit(backend, actor, &input.credential_id).await?;
        Ok(TrainerCredentialDeletePayload {
            id: CredentialId(gone).global(),
            catalogue_version: version(catalogue(ctx)?),
        })
    }

    /// Let a provider issue credentials: for administrators
    async fn provider_issuer_right_give(
        &self,
        ctx: &Context<'_>,
        input: ProviderIssuerRightInput,
    ) -> Result<ProviderIssuerRightPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue = catalogue(ctx)?;
        let snapshot = catalogue.now();
        let provider = service::give_right(backend, &snapshot, actor, &input.provider_id).await?;
        Ok(ProviderIssuerRightPayload {
            right: IssuerRightView {
                provider_id: provider.0,
                issues_credentials: true,
            },
            catalogue_version: version(catalogue),
        })
    }

    /// Have a provider issue no credentials any more: for administrators. What it issued is shown as not confirmed
    async fn provider_issuer_right_take(
        &self,
        ctx: &Context<'_>,
        input: ProviderIssuerRightInput,
    ) -> Result<ProviderIssuerRightPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let catalogue = catalogue(ctx)?;
        let snapshot = catalogue.now();
        let provider = service::take_right(backend, &snapshot, actor, &input.provider_id).await?;
        Ok(ProviderIssuerRightPayload {
            right: IssuerRightView {
                provider_id: provider.0,
                issues_credentials: false,
            },
            catalogue_version: version(catalogue),
        })
    }
}

async fn step(
    ctx: &Context<'_>,
    input: &TrainerCredentialStepInput,
    step: Step,
) -> Result<TrainerCredentialPayload, ApiError> {
    let (backend, actor) = ctx.caller()?;
    let of = (input.credential_id.as_str(), Revision(input.if_revision));
    let stands = service::step(backend, actor, of, step).await?;
    Ok(TrainerCredentialPayload {
        credential: stands.into(),
        catalogue_version: version(catalogue(ctx)?),
    })
}

/// A credential of a trainer
#[derive(InputObject)]
pub struct TrainerCredentialCreateInput {
    /// The trainer
    pub trainer_id: ID,
    /// The provider that issues it: id or slug; your own, where left out
    pub issuer_id: Option<ID>,
    /// What was completed, in 200 characters at most
    pub title: String,
    /// The number by which the issuer finds it: up to 40 letters, digits, `.`, `/` and `-`, with a digit in it. The public never sees it
    pub reference: Option<String>,
    /// When it was issued
    pub issued_on: NaiveDate,
    /// The last day on which it holds
    pub valid_until: Option<NaiveDate>,
    /// My own name for this request: sent again within a day, it adds no other credential
    pub idempotency_key: Option<String>,
}

/// A credential, in the state that was read
#[derive(InputObject)]
pub struct TrainerCredentialStepInput {
    /// The credential
    pub credential_id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// A credential to be removed
#[derive(InputObject)]
pub struct TrainerCredentialDeleteInput {
    /// The credential
    pub credential_id: ID,
}

/// A provider that may issue credentials, or may no more
#[derive(InputObject)]
pub struct ProviderIssuerRightInput {
    /// The provider: id or slug
    pub provider_id: ID,
}

/// A credential as it stands
#[derive(SimpleObject)]
pub struct TrainerCredentialPayload {
    /// The credential
    pub credential: OwnCredentialView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this
    pub catalogue_version: String,
}

/// A credential that was removed
#[derive(SimpleObject)]
pub struct TrainerCredentialDeletePayload {
    /// The global id that it had
    pub id: ID,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this
    pub catalogue_version: String,
}

/// Whether a provider may issue credentials
#[derive(SimpleObject)]
pub struct ProviderIssuerRightPayload {
    /// Whether it may
    pub right: IssuerRightView,
    /// Send it as the header `Catalogue-Version` with a read to be sure that it sees this
    pub catalogue_version: String,
}
