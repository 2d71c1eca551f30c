//! The GraphQL door to the community.

mod inputs;
mod loader;
mod types;

use std::sync::Arc;

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, ID, Object, Subscription};
use futures_util::{Stream, StreamExt};

use super::Community;
use super::model::{PostId, RoomId, ThreadId};
use super::service;
use super::view::{PostView, RoomView, ThreadView};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::{Identity, parse_global};
use crate::kernel::page::{Cursor, Total, connection};

pub use inputs::{
    PostCreateInput, PostCreatePayload, PostDeleteInput, PostDeletePayload, ThreadCreateInput,
    ThreadCreatePayload,
};
pub use loader::Posts;

type Paged<T> = Result<Connection<Cursor, T, Total, EmptyFields>, ApiError>;

/// What can be asked of the community
#[derive(Debug, Default)]
pub struct CommunityQuery;

/// What can be done in the community
#[derive(Debug, Default)]
pub struct CommunityMutation;

/// What can be followed in the community
#[derive(Debug, Default)]
pub struct CommunitySubscription;

#[Object]
impl CommunityQuery {
    /// The rooms of the closed community that are for me; moderators see all of them
    async fn rooms(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<RoomView> {
        let (_, actor) = ctx.caller()?;
        let community: &Arc<Community> = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        let found = joined(faults, service::rooms(community, actor, &page))?;
        Ok(connection(
            found.map(|room| RoomView::of(room, ctx.language())),
        ))
    }

    /// A room, by id or slug
    async fn room(&self, ctx: &Context<'_>, id: ID) -> Option<Result<RoomView, ApiError>> {
        Some(room(ctx, &id))
    }

    /// A thread
    async fn thread(&self, ctx: &Context<'_>, id: ID) -> Option<Result<ThreadView, ApiError>> {
        Some(thread(ctx, &id).await)
    }

    /// A post
    async fn post(&self, ctx: &Context<'_>, id: ID) -> Option<Result<PostView, ApiError>> {
        Some(post(ctx, &id).await)
    }
}

/// A room, by its global id, its bare id or its slug.
pub fn room(ctx: &Context<'_>, id: &ID) -> Result<RoomView, ApiError> {
    let (_, actor) = ctx.caller()?;
    let community: &Arc<Community> = ctx.given()?;
    let named = match parse_global(id) {
        Some((kind, uuid)) if kind == RoomId::KIND => uuid.to_string(),
        _ => id.to_string(),
    };
    let room = service::room(community, actor, &named)?;
    Ok(RoomView::of(room, ctx.language()))
}

/// A thread, by its global id.
pub async fn thread(ctx: &Context<'_>, id: &ID) -> Result<ThreadView, ApiError> {
    let (backend, actor) = ctx.caller()?;
    let community: &Arc<Community> = ctx.given()?;
    let id = ThreadId::from_global(id)?;
    let thread = service::thread(backend, community, actor, id).await?;
    Ok(thread.into())
}

/// A post, by its global id.
pub async fn post(ctx: &Context<'_>, id: &ID) -> Result<PostView, ApiError> {
    let (backend, actor) = ctx.caller()?;
    let community: &Arc<Community> = ctx.given()?;
    let id = PostId::from_global(id)?;
    let post = service::post(backend, community, actor, id).await?;
    Ok(post.into())
}

#[Object]
impl CommunityMutation {
    /// Open a thread with its first post, under an alias drawn by lot
    async fn thread_create(
        &self,
        ctx: &Context<'_>,
        input: ThreadCreateInput,
    ) -> Result<ThreadCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let community: &Arc<Community> = ctx.given()?;
        let room = room(ctx, &input.room_id)?.uuid.to_string();
        let (body, key) = input.read()?;
        let thread = service::open(backend, community, actor, &room, (body, &key)).await?;
        Ok(ThreadCreatePayload {
            thread: thread.into(),
        })
    }

    /// Write a post under the alias that is mine in its thread; whoever follows it is told
    async fn post_create(
        &self,
        ctx: &Context<'_>,
        input: PostCreateInput,
    ) -> Result<PostCreatePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let community: &Arc<Community> = ctx.given()?;
        let thread = ThreadId::from_global(&input.thread_id)?;
        let (body, key) = input.read()?;
        let post = service::say(backend, community, actor, thread, (body, &key)).await?;
        Ok(PostCreatePayload { post: post.into() })
    }

    /// Remove a post: my own, or as a moderator any; its place stays
    async fn post_delete(
        &self,
        ctx: &Context<'_>,
        input: PostDeleteInput,
    ) -> Result<PostDeletePayload, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let community: &Arc<Community> = ctx.given()?;
        let id = PostId::from_global(&input.id)?;
        let post = service::remove(backend, community, actor, id).await?;
        Ok(PostDeletePayload { post: post.into() })
    }
}

#[Subscription]
impl CommunitySubscription {
    /// Each post that is put in a thread, once and in order
    async fn post_added(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which thread")] thread_id: ID,
        #[graphql(
            desc = "The last post that is known: those after it come first, so that nobody who was away misses one. From now on where left out"
        )]
        after: Option<ID>,
    ) -> Result<impl Stream<Item = Result<PostView, ApiError>> + use<>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let community: &Arc<Community> = ctx.given()?;
        let thread = ThreadId::from_global(&thread_id)?;
        let after = after.as_ref().map(PostId::from_global).transpose()?;
        let posts = service::follow(backend, community, actor, thread, after).await?;
        Ok(posts.map(|post| post.map(PostView::from)))
    }
}
