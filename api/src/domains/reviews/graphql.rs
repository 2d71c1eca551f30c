//! The GraphQL door to reviews. A course's own reviews, and the right to write one, are
//! the catalogue's.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::error::ReviewError;
use super::model::{DeclineReason, ModeratedReviewId, ReviewId, Status};
use super::service::{self, DeclineRequest, ReleaseRequest, ReviewFilter, ReviewInput, TokenInput};
use super::view::{ModeratedReviewView, OwnReviewView, ReviewRightView, ReviewView};
use crate::kernel::door::{Caller, InAddress, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::{CourseId, Identity};
use crate::kernel::page::{Cursor, Total, connection};

/// What can be asked of reviews
#[derive(Debug, Default)]
pub struct ReviewQuery;

/// What can be done with reviews
#[derive(Debug, Default)]
pub struct ReviewMutation;

type Reviews = Connection<Cursor, ModeratedReviewView, Total, EmptyFields>;

#[Object]
impl ReviewQuery {
    /// My own review, by its token and without a bearer token. Only by POST or over a
    /// socket: a token is not for addresses, which logs keep
    async fn review_own(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which review")] input: TokenInput,
    ) -> Option<Result<OwnReviewView, ApiError>> {
        let own = async {
            let (backend, actor) = ctx.caller()?;
            if ctx.given::<InAddress>()?.0 {
                return Err(ReviewError::TokenInAddress.into());
            }
            let review = service::own(backend, actor, &input).await?;
            Ok(review.into())
        };
        Some(own.await)
    }

    /// Reviews with a status; for moderators
    async fn reviews(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "With this status; `HELD` where left out")] status: Option<Status>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Reviews, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let filter = ReviewFilter {
            status: status.unwrap_or(Status::Held),
        };
        let found = service::held(backend, actor, &filter, &page).await;
        Ok(connection(joined(faults, found)?.map(Into::into)))
    }
}

#[Object]
impl ReviewMutation {
    /// Write a review, or write it anew until it comes out; with the token alone: a
    /// bearer token is refused
    async fn review_create(
        &self,
        ctx: &Context<'_>,
        input: ReviewInput,
    ) -> Result<ReviewCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let review = service::post(backend, actor, input).await?;
        Ok(ReviewCreatePayload {
            review: review.into(),
        })
    }

    /// Erase my own review, by its token and without a bearer token
    async fn review_erase(
        &self,
        ctx: &Context<'_>,
        input: TokenInput,
    ) -> Result<ReviewErasePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        service::erase(backend, actor, &input).await?;
        Ok(ReviewErasePayload { erased: true })
    }

    /// Release a review, to come out with others; for moderators
    async fn review_release(
        &self,
        ctx: &Context<'_>,
        input: ReviewReleaseInput,
    ) -> Result<ReviewReleasePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ModeratedReviewId::from_global(&input.id)?;
        let read = ReleaseRequest {
            if_revision: input.if_revision,
        };
        let review = service::release(backend, actor, id, &read).await?;
        Ok(ReviewReleasePayload {
            review: review.into(),
        })
    }

    /// Give a review back to its author, with a reason; for moderators
    async fn review_decline(
        &self,
        ctx: &Context<'_>,
        input: ReviewDeclineInput,
    ) -> Result<ReviewDeclinePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let id = ModeratedReviewId::from_global(&input.id)?;
        let read = DeclineRequest {
            if_revision: input.if_revision,
            reason: input.reason,
        };
        let review = service::decline(backend, actor, id, &read).await?;
        Ok(ReviewDeclinePayload {
            review: review.into(),
        })
    }
}

/// What a moderator read and releases
#[derive(InputObject)]
pub struct ReviewReleaseInput {
    /// The review
    pub id: ID,
    /// The revision that was read: what its author changed since is not released
    pub if_revision: i64,
}

/// What a moderator read and gives back
#[derive(InputObject)]
pub struct ReviewDeclineInput {
    /// The review
    pub id: ID,
    /// The revision that was read
    pub if_revision: i64,
    /// Why; its author is told
    pub reason: DeclineReason,
}

/// The review that was written
#[derive(SimpleObject)]
pub struct ReviewCreatePayload {
    /// The review, as it stands
    pub review: OwnReviewView,
}

/// A review was erased
#[derive(SimpleObject)]
pub struct ReviewErasePayload {
    /// Always true: nothing of it is left
    pub erased: bool,
}

/// The review that was released
#[derive(SimpleObject)]
pub struct ReviewReleasePayload {
    /// The review, as it stands
    pub review: ModeratedReviewView,
}

/// The review that was given back
#[derive(SimpleObject)]
pub struct ReviewDeclinePayload {
    /// The review, as it stands
    pub review: ModeratedReviewView,
}

#[ComplexObject]
impl ReviewView {
    /// The global id
    pub async fn id(&self) -> ID {
        ReviewId(self.uuid).global()
    }
}

#[ComplexObject]
impl OwnReviewView {
    /// The global id of the course
    async fn course_id(&self) -> ID {
        CourseId(self.course_id).global()
    }
}

#[ComplexObject]
impl ModeratedReviewView {
    /// The global id
    async fn id(&self) -> ID {
        ModeratedReviewId(self.uuid).global()
    }

    /// The global id of the course
    async fn course_id(&self) -> ID {
        CourseId(self.course_id).global()
    }
}

#[ComplexObject]
impl ReviewRightView {
    /// The global id of the course
    async fn course_id(&self) -> ID {
        CourseId(self.course_id).global()
    }
}
