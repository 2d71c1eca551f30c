//! What stands beside courses: those like them, a comparison, what changed.

use async_graphql::{ComplexObject, Context, ID, Object};

use super::{Paged, show};
use crate::domains::catalogue::service;
use crate::domains::catalogue::snapshot::Seen;
use crate::domains::catalogue::view::{ChangeView, ComparisonView, SimilarView, TopicView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::moment::Moment;
use crate::kernel::page::connection;

/// What is asked about courses beside lists and items
#[derive(Debug, Default)]
pub struct BesideQuery;

#[Object]
impl BesideQuery {
    /// Courses side by side
    #[graphql(complexity = "50 + child_complexity")]
    async fn course_comparison<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "The courses, two to six: ids or slugs")] courses: Vec<ID>,
    ) -> Result<ComparisonView<'c>, ApiError> {
        let show = show(ctx)?;
        let courses: Vec<String> = courses.into_iter().map(|id| id.0).collect();
        let places = service::compared(show.snapshot, "courses", &courses)?;
        Ok(show.comparison(&places))
    }

    /// What changed among courses, the oldest change first: each course once, as it is now;
    /// what is gone is told too
    async fn course_changes<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "From this moment on; all there is where left out")] since: Option<Moment>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ChangeView<'c>> {
        let show = show(ctx)?;
        let (page, faults) = first_after(first, after.as_deref());
        joined(faults, Ok::<_, ApiError>(()))?;
        let since = since.map_or_else(Default::default, |since| since.0);
        let changes = service::changes(ctx.standing::<Seen>()?, since, &page);
        Ok(connection(changes.map(|change| show.change(&change))))
    }
}

#[ComplexObject]
impl SimilarView<'_> {
    /// The topics that they share, which is why it is here
    async fn shared_topics<'c>(
        &self,
        ctx: &'c Context<'_>,
    ) -> Result<Vec<TopicView<'c>>, ApiError> {
        let show = show(ctx)?;
        Ok(self.shared.iter().map(|at| show.topic(*at)).collect())
    }
}
