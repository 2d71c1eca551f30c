//! The catalogue's GraphQL door: the same lists and items, and the edges between
//! them. One request is answered from one snapshot.

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, ID, Object};

use super::model::{EditionId, PillarId, TermId, TopicId};
use super::service::{
    self, CourseQuery, EditionQuery, MunicipalityQuery, ProviderQuery, TermQuery, TopicQuery,
};
use super::snapshot::Snapshot;
use super::view::{
    CodeListView, CourseView, EditionView, MunicipalityView, PillarView, ProviderView, Show,
    TermView, TopicView,
};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::ApiError;
use crate::kernel::id::{CourseId, Identity, ProviderId};
use crate::kernel::page::{Cursor, PageRequest, Total, connection};

type Paged<T> = Result<Connection<Cursor, T, Total, EmptyFields>, ApiError>;

fn show<'a>(ctx: &Context<'a>) -> Result<Show<'a>, ApiError> {
    let snapshot: &Arc<Snapshot> = ctx.given()?;
    Ok(Show {
        snapshot,
        language: ctx.language(),
    })
}

fn page(first: Option<i32>, after: Option<String>) -> Result<PageRequest, ApiError> {
    first_after(first, after.as_deref(), Vec::new())
}

/// What the catalogue answers
#[derive(Debug, Default)]
pub struct CatalogueQuery;

#[Object]
impl CatalogueQuery {
    /// The five pillars, in the order of the model
    async fn pillars(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<PillarView> {
        let show = show(ctx)?;
        let page = service::pillars(show.snapshot, &page(first, after)?);
        Ok(connection(page.map(|at| show.pillar(at))))
    }

    /// A pillar, by id or slug; null where there is none
    async fn pillar(&self, ctx: &Context<'_>, id: ID) -> Option<Result<PillarView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::pillar(show.snapshot, &id)
            .ok()
            .map(|at| Ok(show.pillar(at)))
    }

    /// Topics, in the order of the model
    async fn topics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<TopicQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TopicView> {
        let show = show(ctx)?;
        let page = service::topics(
            show.snapshot,
            &filter.unwrap_or_default(),
            &page(first, after)?,
        )?;
        Ok(connection(page.map(|at| show.topic(at))))
    }

    /// A topic, by id or slug; null where there is none
    async fn topic(&self, ctx: &Context<'_>, id: ID) -> Option<Result<TopicView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::topic(show.snapshot, &id)
            .ok()
            .map(|at| Ok(show.topic(at)))
    }

    /// Providers, by name
    async fn providers(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<ProviderQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ProviderView> {
        let show = show(ctx)?;
        let page = service::providers(
            show.snapshot,
            &filter.unwrap_or_default(),
            &page(first, after)?,
        )?;
        Ok(connection(page.map(|at| show.provider(at))))
    }

    /// A provider, by id or slug; null where there is none
    async fn provider(&self, ctx: &Context<'_>, id: ID) -> Option<Result<ProviderView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::provider(show.snapshot, &id)
            .ok()
            .map(|at| Ok(show.provider(at)))
    }

    /// Courses: what is current first, then what is unconfirmed, then the archive; within each, by title
    async fn courses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<CourseQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<CourseView> {
        let show = show(ctx)?;
        let page = service::courses(
            show.snapshot,
            &filter.unwrap_or_default(),
            &page(first, after)?,
        )?;
        Ok(connection(page.map(|at| show.course(at))))
    }

    /// A course, by id or slug; null where there is none
    async fn course(&self, ctx: &Context<'_>, id: ID) -> Option<Result<CourseView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::course(show.snapshot, &id)
            .ok()
            .map(|at| Ok(show.course(at)))
    }

    /// Editions, by the first day on which they may start; those without a year last
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<EditionQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditionView> {
        let show = show(ctx)?;
        let page = service::editions(
            show.snapshot,
            &filter.unwrap_or_default(),
            &page(first, after)?,
        )?;
        Ok(connection(page.map(|at| show.edition(at))))
    }

    /// An edition, by id; null where there is none
    async fn edition(&self, ctx: &Context<'_>, id: ID) -> Option<Result<EditionView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::edition(show.snapshot, &id)
            .ok()
            .map(|at| Ok(show.edition(at)))
    }

    /// Municipalities, by name
    async fn municipalities(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<MunicipalityQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<MunicipalityView> {
        let show = show(ctx)?;
        let page = service::municipalities(
            show.snapshot,
            &filter.unwrap_or_default(),
            &page(first, after)?,
        )?;
        Ok(connection(page.map(|at| show.municipality(at))))
    }

    /// A municipality, by CBS code or slug; null where there is none
    async fn municipality(
        &self,
        ctx: &Context<'_>,
        code: String,
    ) -> Option<Result<MunicipalityView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::municipality(show.snapshot, &code)
            .ok()
            .map(|at| Ok(show.municipality(at)))
    }

    /// The terms of the glossary, by name
    async fn terms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which ones; all where left out")] filter: Option<TermQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TermView> {
        let show = show(ctx)?;
        let page = service::terms(
            show.snapshot,
            &filter.unwrap_or_default(),
            &page(first, after)?,
        )?;
        Ok(connection(page.map(|at| show.term(at))))
    }

    /// A term, by id or slug; null where there is none
    async fn term(&self, ctx: &Context<'_>, id: ID) -> Option<Result<TermView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::term(show.snapshot, &id)
            .ok()
            .map(|at| Ok(show.term(at)))
    }

    /// Lists of codes that people edit
    async fn code_lists(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<CodeListView> {
        let show = show(ctx)?;
        let page = service::code_lists(show.snapshot, &page(first, after)?);
        Ok(connection(page.map(|at| show.code_list(at))))
    }

    /// A list of codes, by name; null where there is none
    async fn code_list(
        &self,
        ctx: &Context<'_>,
        name: String,
    ) -> Option<Result<CodeListView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        service::code_list(show.snapshot, &name)
            .ok()
            .map(|at| Ok(show.code_list(at)))
    }
}

/// What stands behind a global id, if the catalogue knows it.
#[expect(
    clippy::large_enum_variant,
    reason = "one is made for a node and moved into the answer"
)]
#[derive(Debug)]
pub enum CatalogueNode {
    /// A pillar.
    Pillar(PillarView),
    /// A topic.
    Topic(TopicView),
    /// A provider.
    Provider(ProviderView),
    /// A course.
    Course(CourseView),
    /// An edition.
    Edition(EditionView),
    /// A term.
    Term(TermView),
}

/// Finds what a global id names.
pub fn node(
    ctx: &Context<'_>,
    kind: &str,
    uuid: uuid::Uuid,
) -> Result<Option<CatalogueNode>, ApiError> {
    let show = show(ctx)?;
    let (s, id) = (show.snapshot, uuid.to_string());
    Ok(match kind {
        PillarId::KIND => s
            .pillar(&id)
            .map(|at| CatalogueNode::Pillar(show.pillar(at))),
        TopicId::KIND => s.topic(&id).map(|at| CatalogueNode::Topic(show.topic(at))),
        ProviderId::KIND => s
            .provider(&id)
            .map(|at| CatalogueNode::Provider(show.provider(at))),
        CourseId::KIND => s
            .course(&id)
            .map(|at| CatalogueNode::Course(show.course(at))),
        EditionId::KIND => s
            .edition(&id)
            .map(|at| CatalogueNode::Edition(show.edition(at))),
        TermId::KIND => s.term(&id).map(|at| CatalogueNode::Term(show.term(at))),
        _ => None,
    })
}

#[ComplexObject]
impl PillarView {
    /// The global id
    pub async fn id(&self) -> ID {
        PillarId(self.uuid).global()
    }

    /// The topics under it
    async fn topics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<TopicView> {
        let show = show(ctx)?;
        let page = {
            let query = TopicQuery {
                pillar: vec![self.uuid.to_string()],
            };
            service::topics(show.snapshot, &query, &page(first, after)?)?
        };
        Ok(connection(page.map(|at| show.topic(at))))
    }

    /// The courses about it
    async fn courses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all where left out")] filter: Option<CourseQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<CourseView> {
        let show = show(ctx)?;
        let page = {
            let query = CourseQuery {
                pillar: vec![self.uuid.to_string()],
                ..filter.unwrap_or_default()
            };
            service::courses(show.snapshot, &query, &page(first, after)?)?
        };
        Ok(connection(page.map(|at| show.course(at))))
    }
}

#[ComplexObject]
impl TopicView {
    /// The global id
    pub async fn id(&self) -> ID {
        TopicId(self.uuid).global()
    }

    /// The pillar that it stands under
    async fn pillar(&self, ctx: &Context<'_>) -> Result<PillarView, ApiError> {
        let show = show(ctx)?;
        Ok(show.pillar(show.snapshot.topics[self.at].pillar))
    }

    /// The courses about it
    async fn courses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all where left out")] filter: Option<CourseQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<CourseView> {
        let show = show(ctx)?;
        let page = {
            let query = CourseQuery {
                topic: vec![self.uuid.to_string()],
                ..filter.unwrap_or_default()
            };
            service::courses(show.snapshot, &query, &page(first, after)?)?
        };
        Ok(connection(page.map(|at| show.course(at))))
    }
}

#[ComplexObject]
impl ProviderView {
    /// The global id
    pub async fn id(&self) -> ID {
        ProviderId(self.uuid).global()
    }

    /// The municipality of its seat; unknown where null
    async fn seat(&self, ctx: &Context<'_>) -> Option<Result<MunicipalityView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        show.snapshot.providers[self.at]
            .seat
            .map(|at| Ok(show.municipality(at)))
    }

    /// The courses that it offers
    async fn courses(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all where left out")] filter: Option<CourseQuery>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<CourseView> {
        let show = show(ctx)?;
        let page = {
            let query = CourseQuery {
                provider: vec![self.uuid.to_string()],
                ..filter.unwrap_or_default()
            };
            service::courses(show.snapshot, &query, &page(first, after)?)?
        };
        Ok(connection(page.map(|at| show.course(at))))
    }
}

#[ComplexObject]
impl CourseView {
    /// The global id
    pub async fn id(&self) -> ID {
        CourseId(self.uuid).global()
    }

    /// Who offers it
    async fn provider(&self, ctx: &Context<'_>) -> Result<ProviderView, ApiError> {
        let show = show(ctx)?;
        Ok(show.provider(show.snapshot.courses[self.at].provider))
    }

    /// Its topics; the first is the main one
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<TopicView>, ApiError> {
        let show = show(ctx)?;
        Ok(show.snapshot.courses[self.at]
            .topics
            .iter()
            .map(|at| show.topic(*at))
            .collect())
    }

    /// When and where it is given, by date
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditionView> {
        let show = show(ctx)?;
        let page = service::editions_of(show.snapshot, self.at, &page(first, after)?);
        Ok(connection(page.map(|at| show.edition(at))))
    }
}

#[ComplexObject]
impl EditionView {
    /// The global id
    pub async fn id(&self) -> ID {
        EditionId(self.uuid).global()
    }

    /// The course that is given
    async fn course(&self, ctx: &Context<'_>) -> Result<CourseView, ApiError> {
        let show = show(ctx)?;
        Ok(show.course(show.snapshot.editions[self.at].course))
    }

    /// The municipality where it is given; unknown where null
    async fn municipality(&self, ctx: &Context<'_>) -> Option<Result<MunicipalityView, ApiError>> {
        let show = match show(ctx) {
            Ok(show) => show,
            Err(error) => return Some(Err(error)),
        };
        show.snapshot.editions[self.at]
            .municipality
            .map(|at| Ok(show.municipality(at)))
    }
}

#[ComplexObject]
impl MunicipalityView {
    /// The editions that are given here, by date
    async fn editions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<EditionView> {
        let show = show(ctx)?;
        let page = {
            let query = EditionQuery {
                municipality: vec![self.code.clone()],
                ..Default::default()
            };
            service::editions(show.snapshot, &query, &page(first, after)?)?
        };
        Ok(connection(page.map(|at| show.edition(at))))
    }
}

#[ComplexObject]
impl TermView {
    /// The global id
    pub async fn id(&self) -> ID {
        TermId(self.uuid).global()
    }

    /// Its topics
    async fn topics(&self, ctx: &Context<'_>) -> Result<Vec<TopicView>, ApiError> {
        let show = show(ctx)?;
        Ok(show.snapshot.terms[self.at]
            .topics
            .iter()
            .map(|at| show.topic(*at))
            .collect())
    }
}
