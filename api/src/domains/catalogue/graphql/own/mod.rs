//! What an organisation does with its own courses by hand.

mod edited;
mod tended;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::Paged;
use crate::domains::catalogue::model::Status;
use crate::domains::catalogue::service;
use crate::domains::catalogue::view::OwnCourseView;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::page::connection;
use crate::kernel::revision::Revision;

pub use edited::{EditedMutation, EditedQuery};
pub use tended::{TendedMutation, TendedQuery};

/// Own courses
#[derive(Debug, Default)]
pub struct OwnQuery;

#[Object]
impl OwnQuery {
    /// For organisations: all courses of the provider that they work for, whether the public
    /// sees them or not. For administrators: all courses
    async fn own_courses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "That stand in any of these ways; all where left out")] status: Option<
            Vec<Status>,
        >,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<OwnCourseView> {
        let (backend, actor) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let status = status.unwrap_or_default();
        let found = service::own_courses(backend, actor, &status, &page).await;
        let found = joined(faults, found)?;
        Ok(connection(found.map(OwnCourseView::from)))
    }
}

/// Changes of own courses
#[derive(Debug, Default)]
pub struct OwnMutation;

#[Object]
impl OwnMutation {
    /// Take a course back from the public: for the organisation whose course it is, and
    /// administrators. Nothing of it is lost
    async fn course_withdraw(
        &self,
        ctx: &Context<'_>,
        input: CourseWithdrawInput,
    ) -> Result<CourseWithdrawPayload, ApiError> {
        let course = stand(ctx, &input.course_id, input.if_revision, Status::Withdrawn).await?;
        Ok(CourseWithdrawPayload { course })
    }

    /// Show a course to the public: for the organisation whose course it is, and
    /// administrators
    async fn course_publish(
        &self,
        ctx: &Context<'_>,
        input: CoursePublishInput,
    ) -> Result<CoursePublishPayload, ApiError> {
        let course = stand(ctx, &input.course_id, input.if_revision, Status::Published).await?;
        Ok(CoursePublishPayload { course })
    }

    /// Put a course away for the record: it is no longer given. For the organisation whose
    /// course it is, and administrators
    async fn course_archive(
        &self,
        ctx: &Context<'_>,
        input: CourseArchiveInput,
    ) -> Result<CourseArchivePayload, ApiError> {
        let course = stand(ctx, &input.course_id, input.if_revision, Status::Archived).await?;
        Ok(CourseArchivePayload { course })
    }
}

/// Which course is put away
#[derive(InputObject)]
pub struct CourseArchiveInput {
    /// The course: id or slug
    pub course_id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// The course that was put away
#[derive(SimpleObject)]
pub struct CourseArchivePayload {
    /// As it stands
    pub course: OwnCourseView,
}

/// Which course is taken back
#[derive(InputObject)]
pub struct CourseWithdrawInput {
    /// The course: id or slug
    pub course_id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// The course that was taken back
#[derive(SimpleObject)]
pub struct CourseWithdrawPayload {
    /// As it stands
    pub course: OwnCourseView,
}

/// Which course is shown
#[derive(InputObject)]
pub struct CoursePublishInput {
    /// The course: id or slug
    pub course_id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// The course that is shown
#[derive(SimpleObject)]
pub struct CoursePublishPayload {
    /// As it stands
    pub course: OwnCourseView,
}

async fn stand(
    ctx: &Context<'_>,
    id: &str,
    revision: i64,
    status: Status,
) -> Result<OwnCourseView, ApiError> {
    let (backend, actor) = ctx.caller()?;
    let course = (id, Revision(revision));
    let stands = service::stand(backend, actor, course, status).await?;
    Ok(OwnCourseView::from(stands))
}
