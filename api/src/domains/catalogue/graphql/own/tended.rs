//! Keeping courses true: confirming them, and seeing what happened to them.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::super::Paged;
use crate::domains::catalogue::service;
use crate::domains::catalogue::snapshot::Catalogue;
use crate::domains::catalogue::view::{OwnCourseView, VersionView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::page::connection;
use crate::kernel::revision::Revision;

/// Courses to look after
#[derive(Debug, Default)]
pub struct TendedQuery;

#[Object]
impl TendedQuery {
    /// The published courses that I look after and that were not confirmed for some days, or
    /// never were: what waits longest first
    async fn courses_to_confirm(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "For more than so many days, 1 to 3650; 180 where left out")] days: Option<
            i64,
        >,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<OwnCourseView> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        let when = (backend.clock.now(), days);
        let found = service::to_confirm(catalogue, actor, when, &page);
        Ok(connection(joined(faults, found)?.map(OwnCourseView::from)))
    }

    /// What happened to a course that I look after, the newest first
    async fn course_history(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The course: id or slug")] course_id: ID,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<VersionView> {
        let (backend, actor) = ctx.caller()?;
        let catalogue: &Arc<Catalogue> = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        let of = (course_id.as_str(), &page);
        let found = service::history(backend, &catalogue.now(), actor, of).await;
        Ok(connection(joined(faults, found)?.map(VersionView::from)))
    }
}

/// Confirming courses
#[derive(Debug, Default)]
pub struct TendedMutation;

#[Object]
impl TendedMutation {
    /// Confirm that a course is still as it stands: for the organisation whose course it is,
    /// and administrators
    async fn course_confirm(
        &self,
        ctx: &Context<'_>,
        input: CourseConfirmInput,
    ) -> Result<CourseConfirmPayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let course = (input.course_id.as_str(), Revision(input.if_revision));
        let confirmed = service::confirm(backend, actor, course).await?;
        Ok(CourseConfirmPayload {
            course: confirmed.into(),
        })
    }
}

/// Which course is confirmed
#[derive(InputObject)]
pub struct CourseConfirmInput {
    /// The course: id or slug
    pub course_id: ID,
    /// The revision that was read: what changed since is left alone
    pub if_revision: i64,
}

/// The course that was confirmed
#[derive(SimpleObject)]
pub struct CourseConfirmPayload {
    /// As it stands
    pub course: OwnCourseView,
}
