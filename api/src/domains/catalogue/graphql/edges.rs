//! The edges between things: what stands under, at or in what.

use async_graphql::{ComplexObject, Context, ID};

use super::listed::{Courses, courses};
use super::{Paged, maybe, paged, show};
use crate::domains::catalogue::model::{CourseSort, EditionId, PillarId, TermId};
use crate::domains::catalogue::service::{self, CourseQuery, EditionQuery, Within};
use crate::domains::catalogue::snapshot::Snapshot;
use crate::domains::catalogue::view::{
    CourseView, EditionView, MunicipalityView, PillarView, ProviderView, TermView, TopicView,
    TrainerView,
};
use crate::kernel::error::ApiError;
use crate::kernel::id::{Identity, ProviderId};

#[ComplexObject]
impl PillarView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        PillarId(self.uuid).global()
    }

    /// The topics under it
    async fn topics<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TopicView<'c>> {
        let find = |s: &_, page: &_| Ok(service::topics_of(s, self.at, page));
        paged(ctx, (first, after), find, |show, at| show.topic(at))
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
        courses(ctx, Within::Pillar(self.at), (filter, sort), (first, after))
    }
}

#[ComplexObject]
impl ProviderView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        ProviderId(self.uuid).global()
    }

    /// The municipality of its seat; unknown where null
    async fn seat<'c>(
        &self,
        ctx: &'c Context<'_>,
    ) -> Option<Result<MunicipalityView<'c>, ApiError>> {
        let find = |s: &Snapshot| s.providers[self.at].seat;
        maybe(ctx, find, |show, at| show.municipality(at))
    }

    /// The courses that it offers
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
            Within::Provider(self.at),
            (filter, sort),
            (first, after),
        )
    }
}

#[ComplexObject]
impl EditionView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        EditionId(self.uuid).global()
    }

    /// The course that is given
    async fn course<'c>(&self, ctx: &'c Context<'_>) -> Result<CourseView<'c>, ApiError> {
        let show = show(ctx)?;
        Ok(show.course(show.snapshot.editions[self.at].course))
    }

    /// Those who give this one, where that is told of it and they are named; otherwise those of the course
    #[graphql(complexity = "5 * child_complexity")]
    async fn trainers<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<TrainerView<'c>>, ApiError> {
        let show = show(ctx)?;
        let trainers = &show.snapshot.editions[self.at].trainers;
        Ok(trainers.iter().map(|at| show.trainer(*at)).collect())
    }

    /// How far it is from the centre of a municipality, in kilometres as the crow flies; unknown where null
    async fn distance_km(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The municipality: CBS code, slug or name")] from: String,
    ) -> Result<Option<f64>, ApiError> {
        let show = show(ctx)?;
        let town = service::municipality(show.snapshot, &from)?;
        Ok(show.kilometres(service::metres(show.snapshot, town, self.at)))
    }

    /// The municipality where it is given; unknown where null
    async fn municipality<'c>(
        &self,
        ctx: &'c Context<'_>,
    ) -> Option<Result<MunicipalityView<'c>, ApiError>> {
        let find = |s: &Snapshot| s.editions[self.at].municipality;
        maybe(ctx, find, |show, at| show.municipality(at))
    }
}

#[ComplexObject]
impl MunicipalityView<'_> {
    /// The editions that are given here, by date
    async fn editions<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditionView<'c>> {
        let query = EditionQuery {
            municipality: vec![self.code.to_owned()],
            ..Default::default()
        };
        let find = |s: &_, page: &_| service::editions(s, &[], &query, page);
        paged(ctx, (first, after), find, |show, at| show.edition(at))
    }
}

#[ComplexObject]
impl TermView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        TermId(self.uuid).global()
    }

    /// Its topics
    async fn topics<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<TopicView<'c>>, ApiError> {
        let show = show(ctx)?;
        Ok(show.snapshot.terms[self.at]
            .topics
            .iter()
            .map(|at| show.topic(*at))
            .collect())
    }
}
