//! Figures at the GraphQL door: the same numbers. One request is answered from one
//! state of them.

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, Object};

use super::model::Dimension;
use super::view::{DatasetView, ObservationView, ProviderSupplyView, SupplyView, observations};
use super::{Published, Statistics, service};
use crate::domains::catalogue::Snapshot;
use crate::domains::catalogue::service::CourseQuery;
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, Kind, joined};
use crate::kernel::page::{Cursor, Total, connection};

/// What figures there are
#[derive(Debug, Default)]
pub struct StatisticsQuery;

#[Object]
impl StatisticsQuery {
    /// How many courses there are, exactly, for every combination of codes; an empty cell is a gap, and is there
    #[graphql(complexity = "300 + child_complexity")]
    async fn supply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By which dimensions; the whole where left out")] by: Option<
            Vec<Dimension>,
        >,
        #[graphql(desc = "Which courses are counted; all where left out")] filter: Option<
            CourseQuery,
        >,
    ) -> Result<SupplyView, ApiError> {
        let (statistics, snapshot): (&Arc<Statistics>, &Arc<Snapshot>) =
            (ctx.given()?, ctx.given()?);
        let (by, filter) = (by.unwrap_or_default(), filter.unwrap_or_default());
        let counted = service::supply(statistics, snapshot, &by, &filter)?;
        Ok(SupplyView::of(&counted, ctx.language()))
    }

    /// What a provider, by id or slug, offers beside what another and the whole country do, in
    /// the same cells; null where there is no such provider. Only what the public sees is counted
    #[graphql(complexity = "900 + child_complexity")]
    async fn provider_supply<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
        #[graphql(desc = "By which dimensions; the whole where left out")] by: Option<
            Vec<Dimension>,
        >,
        #[graphql(desc = "Another provider to count in the same cells: id or slug")] beside: Option<
            ID,
        >,
        #[graphql(
            desc = "Which courses are counted; all where left out. It names no provider: that is given"
        )]
        filter: Option<CourseQuery>,
    ) -> Option<Result<ProviderSupplyView<'c>, ApiError>> {
        let counted = ctx.given().and_then(|statistics: &Arc<Statistics>| {
            let snapshot: &Arc<Snapshot> = ctx.given()?;
            let (by, filter) = (by.unwrap_or_default(), filter.unwrap_or_default());
            let providers = (id.as_str(), beside.as_deref().map(String::as_str));
            let counted = service::shop(statistics, snapshot, providers, &by, &filter)?;
            Ok(ProviderSupplyView::of(&counted, snapshot, ctx.language()))
        });
        match counted {
            Err(error) if error.kind == Kind::NotFound => None,
            told => Some(told),
        }
    }

    /// National figures on foster care that others published, by address
    async fn datasets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, DatasetView, Total, EmptyFields>, ApiError> {
        let published: &Arc<Published> = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = joined(
            faults,
            Ok::<_, ApiError>(service::datasets(published, &page)),
        )?;
        let language = ctx.language();
        Ok(connection(found.map(|at| {
            DatasetView::of(&published.issues[at], language)
        })))
    }

    /// A dataset, by address; null where there is none
    async fn dataset(
        &self,
        ctx: &Context<'_>,
        slug: String,
    ) -> Option<Result<DatasetView, ApiError>> {
        let published = ctx.given::<Arc<Published>>();
        let found = published.map(|published| {
            let at = service::dataset(published, &slug).ok()?;
            Some(DatasetView::of(&published.issues[at], ctx.language()))
        });
        found.transpose()
    }
}

#[ComplexObject]
impl DatasetView {
    /// Its figures: series after series, each by year
    async fn observations(&self, ctx: &Context<'_>) -> Result<Vec<ObservationView>, ApiError> {
        let published: &Arc<Published> = ctx.given()?;
        let at = service::dataset(published, &self.slug)?;
        let content = &published.issues[at].dataset.content;
        Ok(observations(content, ctx.language()))
    }
}
