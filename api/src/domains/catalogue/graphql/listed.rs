//! Lists of courses: filtered, ordered, and counted by facets.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, SimpleObject};

use super::show;
use crate::domains::catalogue::model::{CourseSort, Facet};
use crate::domains::catalogue::service::{self, Choice, CourseQuery, Within};
use crate::domains::catalogue::view::{CourseView, FacetView, UnderstoodView};
use crate::kernel::door::first_after;
use crate::kernel::error::{ApiError, joined};
use crate::kernel::kept::Reach;
use crate::kernel::page::{Cursor, connection_with};

/// A connection of courses.
pub type Courses<'s> = Result<Connection<Cursor, CourseView<'s>, Beside, EmptyFields>, ApiError>;

/// What a connection of courses tells beside its edges.
#[derive(Debug, SimpleObject)]
#[graphql(complex, name = "CoursesBeside")]
pub struct Beside {
    /// How many courses the whole list has
    pub total_count: Option<usize>,
    #[graphql(skip)]
    choice: Choice,
}

#[ComplexObject]
impl Beside {
    /// How many courses there would be with each value of a facet, if nothing else were wished of it
    #[graphql(complexity = "50 + child_complexity")]
    async fn facets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which facets")] of: Vec<Facet>,
    ) -> Result<Vec<FacetView>, ApiError> {
        let show = show(ctx)?;
        let asked = of.iter().enumerate();
        // In the order in which they were asked for, each once.
        let facets = asked.filter(|(at, facet)| !of[..*at].contains(facet));
        Ok(facets
            .map(|(_, facet)| show.facet(&self.choice, *facet))
            .collect())
    }

    /// How the words of `q` were understood; null where nothing is asked in words
    async fn understood(&self, ctx: &Context<'_>) -> Result<Option<Vec<UnderstoodView>>, ApiError> {
        let show = show(ctx)?;
        Ok(self.choice.asked().map(|asked| show.understood(asked)))
    }

    /// The words of `q` of which nothing is known here; null where nothing is asked in words
    async fn not_understood(&self, ctx: &Context<'_>) -> Result<Option<Vec<String>>, ApiError> {
        let show = show(ctx)?;
        let asked = self.choice.asked();
        Ok(asked.map(|asked| show.not_understood(&asked.question)))
    }
}

/// Courses within something: one answer names every fault of page, filter and order.
pub fn courses<'c>(
    ctx: &'c Context<'_>,
    within: Within,
    (filter, sort): (Option<CourseQuery>, Option<CourseSort>),
    (first, after): (Option<i32>, Option<String>),
) -> Courses<'c> {
    let show = show(ctx)?;
    let filter = filter.unwrap_or_default();
    let (page, faults) = first_after(first, after.as_deref());
    let found = service::courses(show.snapshot, within, &filter, sort, &page);
    let (choice, page) = joined(faults, found)?;
    if choice.is_in_vain() {
        // Worked out each time, so that each is counted.
        Reach::beyond(ctx);
    }
    let beside = Beside {
        total_count: page.total,
        choice,
    };
    Ok(connection_with(page.map(|at| show.course(at)), beside))
}
