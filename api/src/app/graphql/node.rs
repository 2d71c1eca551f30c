//! Relay's `node`: anything with a global id, whichever slice it is of.

use async_graphql::{Context, ID, Interface, Object};
use futures_util::future::try_join_all;

use crate::domains::catalogue::view::{
    CourseView, EditionView, PillarView, ProviderView, SubjectView, TermView, TopicView,
    TrainerView,
};
use crate::domains::catalogue::{self, EditionId, PillarId, SubjectId, TermId, TopicId, TrainerId};
use crate::domains::community::view::{PostView, RoomView, ThreadView};
use crate::domains::community::{self, PostId, RoomId, ThreadId};
use crate::domains::panel::view::{ConsultationView, IdeaView};
use crate::domains::panel::{self, ConsultationId, IdeaId};
use crate::domains::reviews::ReviewId;
use crate::domains::reviews::view::ReviewView;
use crate::kernel::error::{ApiError, Fault, Kind};
use crate::kernel::id::{CourseId, Identity, ProviderId, parse_global};
use crate::kernel::language::Text;

/// Anything with a global id
#[expect(
    clippy::large_enum_variant,
    reason = "one is made for a node and moved into the answer"
)]
#[derive(Debug, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The global id"))]
pub enum Node<'s> {
    /// A pillar.
    Pillar(PillarView<'s>),
    /// A topic.
    Topic(TopicView<'s>),
    /// A subject.
    Subject(SubjectView<'s>),
    /// A provider.
    Provider(ProviderView<'s>),
    /// A course.
    Course(CourseView<'s>),
    /// An edition.
    Edition(EditionView<'s>),
    /// A term.
    Term(TermView<'s>),
    /// A trainer who is named.
    Trainer(TrainerView<'s>),
    /// A review.
    Review(ReviewView),
    /// A room of the community.
    Room(RoomView),
    /// A thread in a room.
    Thread(ThreadView),
    /// A post in a thread.
    Post(PostView),
    /// An idea of the panel.
    Idea(IdeaView),
    /// A consultation of the panel.
    Consultation(ConsultationView),
}

/// The most ids that `nodes` takes at once.
const MOST: usize = 100;

/// Finding things by their global id.
#[derive(Debug, Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// What a global id names; null where you may not know of it
    async fn node<'c>(&self, ctx: &'c Context<'_>, id: ID) -> Option<Result<Node<'c>, ApiError>> {
        find(ctx, &id).await.transpose()
    }

    /// What global ids name, at most 100, in the order asked; null in place of each that you may not know of
    async fn nodes<'c>(
        &self,
        ctx: &'c Context<'_>,
        ids: Vec<ID>,
    ) -> Result<Vec<Option<Node<'c>>>, ApiError> {
        if ids.len() > MOST {
            let detail = Text::new("hoogstens 100 ids tegelijk", "at most 100 ids at once");
            return Err(ApiError::invalid(vec![Fault::at(
                "ids",
                "page.out_of_range",
                detail,
            )]));
        }
        try_join_all(ids.iter().map(|id| find(ctx, id))).await
    }
}

/// An id that is none of ours names nothing, as one that you may not know of does.
async fn find<'c>(ctx: &'c Context<'_>, id: &ID) -> Result<Option<Node<'c>>, ApiError> {
    let Some((kind, uuid)) = parse_global(id) else {
        return Ok(None);
    };
    match kind.as_str() {
        RoomId::KIND => known(community::graphql::room(ctx, id)),
        ThreadId::KIND => known(community::graphql::thread(ctx, id).await),
        PostId::KIND => known(community::graphql::post(ctx, id).await),
        IdeaId::KIND => known(panel::graphql::idea(ctx, id).await),
        ConsultationId::KIND => known(panel::graphql::consultation(ctx, id).await),
        _ => public(ctx, &kind, &uuid.to_string()),
    }
}

/// What may not be known of is null; what fails on our side is told.
fn known<'s, T: Into<Node<'s>>>(found: Result<T, ApiError>) -> Result<Option<Node<'s>>, ApiError> {
    match found {
        Ok(thing) => Ok(Some(thing.into())),
        Err(error) if error.kind == Kind::Internal => Err(error),
        Err(_) => Ok(None),
    }
}

/// What anybody may know of stands in the snapshot.
fn public<'c>(ctx: &'c Context<'_>, kind: &str, id: &str) -> Result<Option<Node<'c>>, ApiError> {
    let show = catalogue::graphql::show(ctx)?;
    let known = show.snapshot;
    Ok(match kind {
        PillarId::KIND => known.pillar(id).map(|at| show.pillar(at).into()),
        TopicId::KIND => known.topic(id).map(|at| show.topic(at).into()),
        SubjectId::KIND => known.subject(id).map(|at| show.subject(at).into()),
        ProviderId::KIND => known.provider(id).map(|at| show.provider(at).into()),
        CourseId::KIND => known.course(id).map(|at| show.course(at).into()),
        EditionId::KIND => known.edition(id).map(|at| show.edition(at).into()),
        TermId::KIND => known.term(id).map(|at| show.term(at).into()),
        TrainerId::KIND => known.trainer(id).map(|at| show.trainer(at).into()),
        ReviewId::KIND => known.review(id).map(|at| show.review(at).into()),
        _ => None,
    })
}
