//! The edges between rooms, threads and posts.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, ID};

use super::{Paged, Posts, room};
use crate::domains::community::service::{self, page_of, stretch};
use crate::domains::community::view::{PostView, RoomView, ThreadView};
use crate::domains::community::{Community, PostId, RoomId, ThreadId};
use crate::kernel::door::{Caller, first_after};
use crate::kernel::error::{ApiError, joined};
use crate::kernel::id::{Identity, PillarId};
use crate::kernel::page::connection;

#[ComplexObject]
impl RoomView {
    /// The global id
    pub async fn id(&self) -> ID {
        RoomId(self.uuid).global()
    }

    /// The global id of the pillar that it is about; null where it is about none
    async fn pillar_id(&self) -> Option<ID> {
        self.pillar_id.map(|id| PillarId(id).global())
    }

    /// Its threads, the one with the latest post first
    async fn threads(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<ThreadView> {
        let (backend, actor) = ctx.caller()?;
        let community: &Arc<Community> = ctx.given()?;
        let (page, faults) = first_after(first, after.as_deref());
        let room = RoomId(self.uuid);
        let found = service::threads(backend, community, actor, room, &page).await;
        Ok(connection(joined(faults, found)?.map(Into::into)))
    }
}

#[ComplexObject]
impl ThreadView {
    /// The global id
    pub async fn id(&self) -> ID {
        ThreadId(self.uuid).global()
    }

    /// The global id of the room that it is in
    async fn room_id(&self) -> ID {
        RoomId(self.room_id).global()
    }

    /// The room that it is in
    async fn room(&self, ctx: &Context<'_>) -> Result<RoomView, ApiError> {
        room(ctx, &RoomId(self.room_id).global())
    }

    /// Its posts, in the order in which they were written
    async fn posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, 1 to 100; 20 where left out")] first: Option<i32>,
        #[graphql(desc = "After which place")] after: Option<String>,
    ) -> Paged<PostView> {
        let (page, faults) = first_after(first, after.as_deref());
        joined(faults, Ok::<_, ApiError>(()))?;
        let wanted = stretch(ThreadId(self.uuid), &page);
        let found = ctx.given::<Posts>()?.of(ctx, wanted).await?;
        Ok(connection(page_of(&page, found).map(Into::into)))
    }
}

#[ComplexObject]
impl PostView {
    /// The global id
    pub async fn id(&self) -> ID {
        PostId(self.uuid).global()
    }

    /// The global id of the thread that it is in
    async fn thread_id(&self) -> ID {
        ThreadId(self.thread_id).global()
    }

    /// The global id of the post that it answers
    async fn in_reply_to_id(&self) -> Option<ID> {
        self.in_reply_to_id.map(|id| PostId(id).global())
    }
}
