//! Relay's `node`: anything with a global id, whichever slice it is of.

use async_graphql::{Context, ID, Interface, Object};

use crate::domains::catalogue::view::{
    CourseView, EditionView, PillarView, ProviderView, TermView, TopicView,
};
use crate::domains::catalogue::{self, EditionId, PillarId, TermId, TopicId};
use crate::domains::reviews::ReviewId;
use crate::domains::reviews::view::ReviewView;
use crate::kernel::error::{ApiError, Fault};
use crate::kernel::id::{CourseId, Identity, ProviderId, parse_global};
use crate::kernel::language::Text;

/// Anything with a global id
#[expect(
    clippy::large_enum_variant,
    reason = "one is made for a node and moved into the answer"
)]
#[derive(Debug, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "The global id"))]
pub enum Node {
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
    /// A review.
    Review(ReviewView),
}

/// The most ids that `nodes` takes at once.
const MOST: usize = 100;

/// Finding things by their global id.
#[derive(Debug, Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// What a global id names; null where you may not know of it
    async fn node(&self, ctx: &Context<'_>, id: ID) -> Option<Result<Node, ApiError>> {
        find(ctx, &id).transpose()
    }

    /// What global ids name, at most 100, in the order asked; null in place of each that you may not know of
    async fn nodes(&self, ctx: &Context<'_>, ids: Vec<ID>) -> Result<Vec<Option<Node>>, ApiError> {
        if ids.len() > MOST {
            let detail = Text::new("hoogstens 100 ids tegelijk", "at most 100 ids at once");
            return Err(ApiError::invalid(vec![Fault::at(
                "ids",
                "page.out_of_range",
                detail,
            )]));
        }
        ids.iter().map(|id| find(ctx, id)).collect()
    }
}

/// An id that is none of ours names nothing, as one that you may not know of does.
fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>, ApiError> {
    let Some((kind, uuid)) = parse_global(id) else {
        return Ok(None);
    };
    let (show, id) = (catalogue::graphql::show(ctx)?, uuid.to_string());
    let known = show.snapshot;
    Ok(match kind.as_str() {
        PillarId::KIND => known.pillar(&id).map(|at| show.pillar(at).into()),
        TopicId::KIND => known.topic(&id).map(|at| show.topic(at).into()),
        ProviderId::KIND => known.provider(&id).map(|at| show.provider(at).into()),
        CourseId::KIND => known.course(&id).map(|at| show.course(at).into()),
        EditionId::KIND => known.edition(&id).map(|at| show.edition(at).into()),
        TermId::KIND => known.term(&id).map(|at| show.term(at).into()),
        ReviewId::KIND => known.review(&id).map(|at| show.review(at).into()),
        _ => None,
    })
}
