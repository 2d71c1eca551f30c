//! A course's edges, and what a parent may do at a course.

use async_graphql::{ComplexObject, Context, ID, InputObject, Object, SimpleObject};

use super::{Paged, paged, show};
use crate::domains::catalogue::model::MOST_USED_IN;
use crate::domains::catalogue::service::{self, EditionQuery};
use crate::domains::catalogue::view::{
    CourseView, EditionView, ProviderView, SimilarView, SubjectView, TopicView, TrainerView,
};
use crate::domains::reviews::Basis;
use crate::domains::reviews::service::RightRequest;
use crate::domains::reviews::view::{ReviewRightView, ReviewView};
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;
use crate::kernel::id::{CourseId, Identity};

/// What can be done at a course
#[derive(Debug, Default)]
pub struct ReviewRightMutation;

#[Object]
impl ReviewRightMutation {
    /// Draw the right to review a course: for parents, once for each course, ever. The
    /// token in the answer is kept nowhere. Write the review with it and without a bearer
    /// token
    async fn review_right_create(
        &self,
        ctx: &Context<'_>,
        input: ReviewRightCreateInput,
    ) -> Result<ReviewRightCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let wish = RightRequest { basis: input.basis };
        let snapshot = show(ctx)?.snapshot;
        let drawn =
            service::draw_review_right(backend, actor, snapshot, &input.course_id, wish).await?;
        Ok(ReviewRightCreatePayload {
            right: ReviewRightView::of(drawn, ctx.language()),
        })
    }
}

/// Which course somebody wants to review
#[derive(InputObject)]
pub struct ReviewRightCreateInput {
    /// The course: id or slug
    pub course_id: ID,
    /// How it is known that you were there: you say so
    pub basis: Basis,
}

/// The right that was drawn
#[derive(SimpleObject)]
pub struct ReviewRightCreatePayload {
    /// The right, shown this once
    pub right: ReviewRightView,
}

#[ComplexObject]
impl CourseView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        CourseId(self.uuid).global()
    }

    /// Who offers it
    async fn provider<'c>(&self, ctx: &'c Context<'_>) -> Result<ProviderView<'c>, ApiError> {
        let show = show(ctx)?;
        Ok(show.provider(show.snapshot.courses[self.at].provider))
    }

    /// Its topics; the first is the main one
    async fn topics<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<TopicView<'c>>, ApiError> {
        let show = show(ctx)?;
        Ok(show.snapshot.courses[self.at]
            .topics
            .iter()
            .map(|at| show.topic(*at))
            .collect())
    }

    /// Its subjects, which stand under its topics: our own judgement
    async fn subjects<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<SubjectView<'c>>, ApiError> {
        let show = show(ctx)?;
        let subjects = &show.snapshot.courses[self.at].subjects;
        Ok(subjects.iter().map(|at| show.subject(*at)).collect())
    }

    /// What is used in it or is part of it: a handbook, a film, a game
    #[graphql(complexity = "20 * child_complexity")]
    async fn uses<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<CourseView<'c>>, ApiError> {
        let show = show(ctx)?;
        let uses = &show.snapshot.courses[self.at].uses;
        Ok(uses.iter().map(|at| show.course(*at)).collect())
    }

    /// What it is used in or is part of, by title: the first twenty; the filter `uses` finds
    /// them all
    #[graphql(complexity = "20 * child_complexity")]
    async fn used_in<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<CourseView<'c>>, ApiError> {
        let show = show(ctx)?;
        let used_in = show.snapshot.courses[self.at].used_in.iter();
        let used_in = used_in.take(MOST_USED_IN);
        Ok(used_in.map(|at| show.course(*at)).collect())
    }

    /// Those who give it, where they are named. A foster parent who is not is told by the condition `parent_trainer` alone
    #[graphql(complexity = "5 * child_complexity")]
    async fn trainers<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<TrainerView<'c>>, ApiError> {
        let show = show(ctx)?;
        let trainers = &show.snapshot.courses[self.at].trainers;
        Ok(trainers.iter().map(|at| show.trainer(*at)).collect())
    }

    /// When and where it is given, by date
    async fn editions<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which of them; all where left out")] filter: Option<EditionQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditionView<'c>> {
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::editions_of(s, self.at, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.edition(at))
    }

    /// Courses that are about the same, likest first: at most twelve
    #[graphql(complexity = "12 * child_complexity")]
    async fn similar<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<SimilarView<'c>>, ApiError> {
        let show = show(ctx)?;
        let alike = service::similar(show.snapshot, self.at);
        Ok(alike.iter().map(|it| show.similar(it)).collect())
    }

    /// What reviews say in words, from five reviews on; their order tells nothing
    async fn reviews(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ReviewView> {
        let find = |s: &_, page: &_| Ok(service::reviews_of(s, self.at, page));
        paged(ctx, (first, after), find, |show, at| show.review(at))
    }
}
