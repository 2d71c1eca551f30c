//! The catalogue's GraphQL door: the same lists and items, and the edges between
//! them. One request is answered from one snapshot.

mod beside;
mod client;
mod course;
mod edges;
mod listed;
mod own;
mod root;
mod search;
mod subject;
mod trainer;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, Object, OutputType};

use super::CatalogueError;
use super::model::CourseSort;
use super::service::{
    self, CourseQuery, EditionQuery, MunicipalityQuery, ProviderQuery, TermQuery, TopicQuery,
    Within,
};
use super::snapshot::{Seen, Snapshot};
use super::view::{
    CodeListView, CourseView, EditionView, MunicipalityView, PillarView, ProviderView, Show,
    TermView, TopicView,
};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::kept::Reach;
use crate::kernel::page::{Cursor, Page, PageRequest, Total, connection};

use self::listed::{Courses, courses};
pub use self::root::{CatalogueMutation, CatalogueQuery};

type Paged<T> = Result<Connection<Cursor, T, Total, EmptyFields>, ApiError>;

/// Shows what whoever asks sees of the catalogue, in the language asked for.
pub fn show<'a>(ctx: &Context<'a>) -> Result<Show<'a>, ApiError> {
    let seen: &Seen = ctx.standing()?;
    if seen.is_closed() {
        // It may hold what others do not see.
        Reach::beyond(ctx);
    }
    Ok(Show {
        snapshot: seen,
        language: ctx.language(),
    })
}

/// A connection: one answer names every fault of its page and of its filters.
fn paged<'c, T: OutputType>(
    ctx: &'c Context<'_>,
    (first, after): (Option<i32>, Option<String>),
    find: impl FnOnce(&Snapshot, &PageRequest) -> Result<Page<usize>, CatalogueError>,
    one: impl Fn(Show<'c>, usize) -> T,
) -> Paged<T> {
    let show = show(ctx)?;
    let (page, faults) = first_after(first, after.as_deref());
    let found = joined(faults, find(show.snapshot, &page))?;
    Ok(connection(found.map(|at| one(show, at))))
}

/// What may not be there. A nullable field that fails as `Result<Option<…>>` would
/// take its parent with it; as `Option<Result<…>>` its neighbours stay.
fn maybe<'c, T>(
    ctx: &'c Context<'_>,
    find: impl FnOnce(&Snapshot) -> Option<usize>,
    one: impl FnOnce(Show<'c>, usize) -> T,
) -> Option<Result<T, ApiError>> {
    let found = show(ctx).map(|show| Some(one(show, find(show.snapshot)?)));
    found.transpose()
}

/// Lists and items
#[derive(Debug, Default)]
pub struct ThingQuery;

#[Object]
impl ThingQuery {
    /// The five pillars, in the order of the model
    async fn pillars<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<PillarView<'c>> {
        let find = |s: &_, page: &_| Ok(service::pillars(s, page));
        paged(ctx, (first, after), find, |show, at| show.pillar(at))
    }

    /// A pillar, by id or slug; null where there is none
    async fn pillar<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<PillarView<'c>, ApiError>> {
        let find = |s: &_| service::pillar(s, &id).ok();
        maybe(ctx, find, |show, at| show.pillar(at))
    }

    /// Topics, in the order of the model
    async fn topics<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<TopicQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TopicView<'c>> {
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::topics(s, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.topic(at))
    }

    /// A topic, by id or slug; null where there is none
    async fn topic<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<TopicView<'c>, ApiError>> {
        let find = |s: &_| service::topic(s, &id).ok();
        maybe(ctx, find, |show, at| show.topic(at))
    }

    /// Providers, by name
    async fn providers<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<ProviderQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ProviderView<'c>> {
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::providers(s, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.provider(at))
    }

    /// A provider, by id or slug; null where there is none
    async fn provider<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<ProviderView<'c>, ApiError>> {
        let find = |s: &_| service::provider(s, &id).ok();
        maybe(ctx, find, |show, at| show.provider(at))
    }

    /// Courses, by title within the order asked for
    async fn courses<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<CourseQuery>,
        #[graphql(
            desc = "In which order; what answers the words best, or what is current, first where left out"
        )]
        sort: Option<CourseSort>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Courses<'c> {
        courses(ctx, Within::Everything, (filter, sort), (first, after))
    }

    /// A course, by id or slug; null where there is none
    async fn course<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<CourseView<'c>, ApiError>> {
        let find = |s: &_| service::course(s, &id).ok();
        maybe(ctx, find, |show, at| show.course(at))
    }

    /// Editions, by the first day on which they may start; those without a year last
    async fn editions<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Of any of these courses, by id or slug; of all where left out")]
        course: Option<Vec<ID>>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<EditionQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditionView<'c>> {
        let of: Vec<String> = course.into_iter().flatten().map(|id| id.0).collect();
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::editions(s, &of, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.edition(at))
    }

    /// An edition, by id; null where there is none
    async fn edition<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<EditionView<'c>, ApiError>> {
        let find = |s: &_| service::edition(s, &id).ok();
        maybe(ctx, find, |show, at| show.edition(at))
    }

    /// Municipalities, by name
    async fn municipalities<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<MunicipalityQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<MunicipalityView<'c>> {
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::municipalities(s, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.municipality(at))
    }

    /// A municipality, by CBS code, slug or name; null where there is none
    async fn municipality<'c>(
        &self,
        ctx: &'c Context<'_>,
        code: String,
    ) -> Option<Result<MunicipalityView<'c>, ApiError>> {
        let find = |s: &_| service::municipality(s, &code).ok();
        maybe(ctx, find, |show, at| show.municipality(at))
    }

    /// The terms of the glossary, by name
    async fn terms<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<TermQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TermView<'c>> {
        let filter = filter.unwrap_or_default();
        let find = |s: &_, page: &_| service::terms(s, &filter, page);
        paged(ctx, (first, after), find, |show, at| show.term(at))
    }

    /// A term, by id or slug; null where there is none
    async fn term<'c>(
        &self,
        ctx: &'c Context<'_>,
        id: ID,
    ) -> Option<Result<TermView<'c>, ApiError>> {
        let find = |s: &_| service::term(s, &id).ok();
        maybe(ctx, find, |show, at| show.term(at))
    }

    /// Lists of codes that people edit
    async fn code_lists<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<CodeListView<'c>> {
        let find = |s: &_, page: &_| Ok(service::code_lists(s, page));
        paged(ctx, (first, after), find, |show, at| show.code_list(at))
    }

    /// A list of codes, by name; null where there is none
    async fn code_list<'c>(
        &self,
        ctx: &'c Context<'_>,
        name: String,
    ) -> Option<Result<CodeListView<'c>, ApiError>> {
        let find = |s: &_| service::code_list(s, &name).ok();
        maybe(ctx, find, |show, at| show.code_list(at))
    }
}
