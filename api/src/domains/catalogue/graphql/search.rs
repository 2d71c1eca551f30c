//! Search in words, among everything.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{ComplexObject, Context, Object, SimpleObject, Union};

use super::{Paged, maybe, show};
use crate::domains::catalogue::model::SearchKind;
use crate::domains::catalogue::service::{self, SearchQuery};
use crate::domains::catalogue::view::{
    CourseView, MissView, ProviderView, SearchHitView, Show, SubjectView, SuggestionView, TermView,
    TopicView, UnderstoodView,
};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::kept::Reach;
use crate::kernel::page::{Cursor, connection, connection_with};

/// What can be found by words
#[derive(Debug, Union)]
#[graphql(name = "SearchNode")]
pub enum SearchNode<'s> {
    /// A course
    Course(Box<CourseView<'s>>),
    /// A topic
    Topic(TopicView<'s>),
    /// A provider
    Provider(ProviderView<'s>),
    /// A term
    Term(TermView<'s>),
    /// A subject
    Subject(SubjectView<'s>),
}

impl<'s> SearchNode<'s> {
    fn of(show: Show<'s>, kind: SearchKind, at: usize) -> Self {
        match kind {
            SearchKind::Course => Self::Course(Box::new(show.course(at))),
            SearchKind::Topic => Self::Topic(show.topic(at)),
            SearchKind::Provider => Self::Provider(show.provider(at)),
            SearchKind::Term => Self::Term(show.term(at)),
            SearchKind::Subject => Self::Subject(show.subject(at)),
        }
    }
}

/// What a connection of hits tells beside its edges
#[derive(Debug, SimpleObject)]
#[graphql(name = "SearchBeside")]
pub struct Beside {
    /// How many the whole list has
    pub total_count: Option<usize>,
    /// How the words of the question were understood
    pub understood: Vec<UnderstoodView>,
    /// The words of the question of which nothing is known here
    pub not_understood: Vec<String>,
}

/// What is searched in words
#[derive(Debug, Default)]
pub struct SearchRoot;

#[Object]
impl SearchRoot {
    /// Courses, topics, subjects, providers and terms that answer a question in words, best first;
    /// what is not confident may be worth a look
    #[graphql(complexity = "50 + first.unwrap_or(20).clamp(1, 100) as usize * child_complexity")]
    async fn search<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "What is looked for, as somebody would say it; 200 characters at most")]
        text: String,
        #[graphql(desc = "Things of any of these kinds; of all where left out")] kinds: Option<
            Vec<SearchKind>,
        >,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Result<Connection<Cursor, SearchHitView<'c>, Beside, EmptyFields>, ApiError> {
        let show = show(ctx)?;
        let (page, faults) = first_after(first, after.as_deref());
        let query = SearchQuery {
            q: Some(text),
            kind: kinds.unwrap_or_default(),
        };
        let found = service::search(show.snapshot, "text", &query, &page);
        let answered = joined(faults, found)?;
        if answered.in_vain {
            // Worked out each time, so that each is counted.
            Reach::beyond(ctx);
        }
        let beside = Beside {
            total_count: answered.page.total,
            understood: show.understood(&answered.asked),
            not_understood: show.not_understood(&answered.asked.question),
        };
        let question = &answered.asked.question;
        let page = answered.page.map(|found| show.search_hit(question, &found));
        Ok(connection_with(page, beside))
    }

    /// Things of which somebody types a name: words in it begin like this; ten at most
    #[graphql(complexity = "10 + 10 * child_complexity")]
    async fn search_suggest<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "The beginnings of words of a name")] text: String,
    ) -> Result<Vec<SuggestionView<'c>>, ApiError> {
        let show = show(ctx)?;
        let begun = service::suggested(show.snapshot, "text", Some(&text))?;
        Ok(begun.into_iter().map(|it| show.suggestion(it)).collect())
    }
}

/// What people search for in vain
#[derive(Debug, Default)]
pub struct MissQuery;

#[Object]
impl MissQuery {
    /// How often people searched and nothing surely answered, by month and topic, in steps of
    /// ten: what is less is not told, and no month before it is over
    async fn search_misses<'c>(
        &self,
        ctx: &'c Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<MissView<'c>> {
        let (backend, _) = ctx.caller()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = joined(faults, service::misses(backend, &page).await)?;
        let show = show(ctx)?;
        Ok(connection(found.map(|miss| show.miss(miss))))
    }
}

#[ComplexObject]
impl MissView<'_> {
    /// About which topic; null where it was not understood
    async fn topic<'c>(&self, ctx: &'c Context<'_>) -> Option<Result<TopicView<'c>, ApiError>> {
        maybe(ctx, |_| self.at, |show, at| show.topic(at))
    }
}

#[ComplexObject]
impl SearchHitView<'_> {
    /// The thing itself
    async fn node<'c>(&self, ctx: &'c Context<'_>) -> Result<SearchNode<'c>, ApiError> {
        Ok(SearchNode::of(show(ctx)?, self.kind, self.at))
    }
}

#[ComplexObject]
impl SuggestionView<'_> {
    /// The thing itself
    async fn node<'c>(&self, ctx: &'c Context<'_>) -> Result<SearchNode<'c>, ApiError> {
        Ok(SearchNode::of(show(ctx)?, self.kind, self.at))
    }
}
