//! Topics' edges, and the subjects under them.

use async_graphql::{ComplexObject, Context, ID, Object};

use super::listed::{Courses, courses};
use super::{Paged, maybe, paged, show};
use crate::domains::catalogue::model::{CourseSort, SubjectId, TopicId};
use crate::domains::catalogue::service::{self, CourseQuery, SubjectQuery, Within};
use crate::domains::catalogue::view::{PillarView, SubjectView, TopicPageView, TopicView};
use crate::kernel::error::ApiError;
use crate::kernel::id::Identity;

/// Subjects
#[derive(Debug, Default)]
pub struct SubjectRoot;

#[Object]
impl SubjectRoot {
    /// Subjects, in the order of their topics; those without a course too: they are gaps
    async fn subjects<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<SubjectQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<SubjectView<'c>> {
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::subjects(s, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.subject(at))
    }

    /// A subject, by id or slug; null where there is none
    async fn subject<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<SubjectView<'c>, ApiError>> {
        let find = |s: &_| service::subject(s, &id).ok();
        maybe(ctx, find, |show, at| show.subject(at))
    }
}

#[ComplexObject]
impl TopicView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        TopicId(self.uuid).global()
    }

    /// The pillar that it stands under
    async fn pillar<'c>(&self, ctx: &'c Context<'_>) -> Result<PillarView<'c>, ApiError> {
        let show = show(ctx)?;
        Ok(show.pillar(show.snapshot.topics[self.at].pillar))
    }

    /// What you meet in each stage, what you need and what helps; null where nothing is said yet
    async fn page<'c>(&self, ctx: &'c Context<'_>) -> Result<Option<TopicPageView<'c>>, ApiError> {
        Ok(show(ctx)?.topic_page(self.at))
    }

    /// The subjects under it
    async fn subjects<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<SubjectView<'c>> {
        let find = |s: &_, page: &_| Ok(service::subjects_of(s, self.at, page));
        paged(ctx, (first, after), find, |show, at| show.subject(at))
    }

    /// The courses about it
    async fn courses<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which of them; all where left out")] filter: Option<CourseQuery>,
        #[graphql(
            desc = "In which order; what answers the words best, or what is current, first where left out"
        )]
        sort: Option<CourseSort>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Courses<'c> {
        courses(ctx, Within::Topic(self.at), (filter, sort), (first, after))
    }
}

#[ComplexObject]
impl SubjectView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        SubjectId(self.uuid).global()
    }

    /// The topic that it stands under
    async fn topic<'c>(&self, ctx: &'c Context<'_>) -> Result<TopicView<'c>, ApiError> {
        let show = show(ctx)?;
        Ok(show.topic(show.snapshot.subjects[self.at].topic))
    }

    /// The courses about it; none where it is a gap
    async fn courses<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which of them; all where left out")] filter: Option<CourseQuery>,
        #[graphql(
            desc = "In which order; what answers the words best, or what is current, first where left out"
        )]
        sort: Option<CourseSort>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Courses<'c> {
        courses(
            ctx,
            Within::Subject(self.at),
            (filter, sort),
            (first, after),
        )
    }
}
