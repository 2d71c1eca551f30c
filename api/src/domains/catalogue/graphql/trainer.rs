//! Trainers who are named, and who accredits: their edges.

use async_graphql::{ComplexObject, Context, ID, Object};

use super::{Paged, maybe, paged, show};
use crate::domains::catalogue::model::TrainerId;
use crate::domains::catalogue::service::{self, TrainerQuery};
use crate::domains::catalogue::view::{
    AccreditationView, CourseView, CredentialView, ProviderView, TrainerView,
};
use crate::kernel::error::ApiError;
use crate::kernel::id::Identity;

/// Trainers
#[derive(Debug, Default)]
pub struct TrainerRoot;

#[Object]
impl TrainerRoot {
    /// The trainers who are named, by name. A foster parent who gives courses is named only where they want to be
    async fn trainers<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<TrainerQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TrainerView<'c>> {
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::trainers(s, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.trainer(at))
    }

    /// A trainer who is named, by id; null where there is none
    async fn trainer<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<TrainerView<'c>, ApiError>> {
        let find = |s: &_| service::trainer(s, &id).ok();
        maybe(ctx, find, |show, at| show.trainer(at))
    }
}

#[ComplexObject]
impl TrainerView<'_> {
    /// The global id
    pub async fn id(&self) -> ID {
        TrainerId(self.uuid).global()
    }

    /// The provider whose trainer they are
    async fn provider<'c>(&self, ctx: &'c Context<'_>) -> Result<ProviderView<'c>, ApiError> {
        let show = show(ctx)?;
        Ok(show.provider(show.snapshot.trainers[self.at].provider))
    }

    /// The courses that they give: at most fifty
    #[graphql(complexity = "20 * child_complexity")]
    async fn courses<'c>(&self, ctx: &'c Context<'_>) -> Result<Vec<CourseView<'c>>, ApiError> {
        let show = show(ctx)?;
        let courses = &show.snapshot.trainers[self.at].courses;
        Ok(courses.iter().map(|at| show.course(*at)).collect())
    }
}

#[ComplexObject]
impl CredentialView<'_> {
    /// The provider that issues it
    async fn issuer<'c>(&self, ctx: &'c Context<'_>) -> Result<ProviderView<'c>, ApiError> {
        Ok(show(ctx)?.provider(self.by))
    }
}

#[ComplexObject]
impl AccreditationView<'_> {
    /// The provider that accredits; null where that is not on the platform
    async fn issuer_provider<'c>(
        &self,
        ctx: &'c Context<'_>,
    ) -> Option<Result<ProviderView<'c>, ApiError>> {
        maybe(ctx, |_| self.by, |show, at| show.provider(at))
    }
}
