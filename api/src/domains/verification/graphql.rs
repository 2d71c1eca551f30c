//! The GraphQL door to batches and codes.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::model::BatchId;
use super::service::{self, BatchWish};
use super::view::{BatchView, FiguresView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::Identity;
use crate::kernel::moment::Moment;
use crate::kernel::page::{Cursor, Total, connection};

/// What can be asked of batches
#[derive(Debug, Default)]
pub struct VerificationQuery;

/// What can be done with batches and codes
#[derive(Debug, Default)]
pub struct VerificationMutation;

#[ComplexObject]
impl BatchView {
    /// The global id
    async fn id(&self) -> ID {
        BatchId(self.uuid).global()
    }
}

#[Object]
impl VerificationQuery {
    /// Batches of codes with which foster parents show that they are one: my own, as an
    /// administrator all
    async fn verification_batches(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, BatchView, Total, EmptyFields>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = service::batches(backend, actor, &page).await;
        Ok(connection(joined(faults, found)?.map(BatchView::from)))
    }

    /// A batch of codes, without the codes
    async fn verification_batch(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its id")] id: ID,
    ) -> Option<Result<BatchView, ApiError>> {
        let found = async {
            let (backend, actor) = ctx.caller()?;
            let id = BatchId::from_global(&id)?;
            let found = service::batch(backend, actor, id).await?;
            Ok(found.into())
        };
        Some(found.await)
    }

    /// How many parents came by which kind of giver: for administrators, for a giver its own
    async fn verification_figures(
        &self,
        ctx: &Context<'_>,
    ) -> Option<Result<FiguresView, ApiError>> {
        let figures = async {
            let (backend, actor) = ctx.caller()?;
            let figures = service::figures(backend, actor).await?;
            Ok(figures.into())
        };
        Some(figures.await)
    }
}

/// A batch that was made just now
#[derive(SimpleObject)]
pub struct VerificationBatchCreatePayload {
    /// The batch
    pub batch: BatchView,
    /// Its codes, as they stand on paper: told this once
    pub codes: Vec<String>,
}

/// A batch that is meant
#[derive(InputObject)]
pub struct VerificationBatchRevokeInput {
    /// The batch
    pub id: ID,
}

/// The batch that was revoked
#[derive(SimpleObject)]
pub struct VerificationBatchRevokePayload {
    /// The batch
    pub batch: BatchView,
}

/// A code, as it stands on paper
#[derive(InputObject)]
pub struct AccountVerifyInput {
    /// The code; case, hyphens and spaces do not matter
    pub code: String,
}

/// I am known as a foster parent
#[derive(SimpleObject)]
pub struct AccountVerifyPayload {
    /// Until when. An access token tells of it after the next refresh
    pub verified_until: Moment,
}

#[Object]
impl VerificationMutation {
    /// Make a batch of codes, which are told this once
    async fn verification_batch_create(
        &self,
        ctx: &Context<'_>,
        input: BatchWish,
    ) -> Result<VerificationBatchCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let made = service::make(backend, actor, input).await?;
        Ok(VerificationBatchCreatePayload {
            batch: made.batch.into(),
            codes: made.codes,
        })
    }

    /// Revoke a batch: its codes serve no more, and whoever came by it is not known as a foster
    /// parent any more
    async fn verification_batch_revoke(
        &self,
        ctx: &Context<'_>,
        input: VerificationBatchRevokeInput,
    ) -> Result<VerificationBatchRevokePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = BatchId::from_global(&input.id)?;
        let batch = service::revoke(backend, actor, id).await?.into();
        Ok(VerificationBatchRevokePayload { batch })
    }

    /// Show that I am a foster parent, with a code on paper that serves once
    async fn account_verify(
        &self,
        ctx: &Context<'_>,
        input: AccountVerifyInput,
    ) -> Result<AccountVerifyPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let until = service::redeem(backend, actor, &input.code).await?;
        Ok(AccountVerifyPayload {
            verified_until: Moment(until),
        })
    }
}
