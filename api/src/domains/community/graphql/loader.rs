//! Posts of many threads in one look: a list of threads, each with its posts, costs
//! one statement and not one for each.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::runtime::{TokioSpawner, TokioTimer};

use crate::domains::community::Community;
use crate::domains::community::model::{Met, Post};
use crate::domains::community::service::{self, Stretch};
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::door::Caller;
use crate::kernel::error::ApiError;

/// The posts of one request; what reads them is made when the first are asked for.
#[derive(Default)]
pub struct Posts(OnceLock<DataLoader<Reader>>);

struct Reader {
    backend: Backend,
    community: Arc<Community>,
    actor: Actor,
}

impl Posts {
    pub(super) async fn of(
        &self,
        ctx: &Context<'_>,
        stretch: Stretch,
    ) -> Result<Vec<Met<Post>>, ApiError> {
        let (backend, actor) = ctx.caller()?;
        let community: &Arc<Community> = ctx.given()?;
        let loader = self.0.get_or_init(|| {
            let reader = Reader {
                backend: backend.clone(),
                community: community.clone(),
                actor: actor.clone(),
            };
            DataLoader::new(reader, TokioSpawner::current(), TokioTimer::default())
        });
        Ok(loader.load_one(stretch).await?.unwrap_or_default())
    }
}

impl Loader<Stretch> for Reader {
    type Value = Vec<Met<Post>>;
    type Error = ApiError;

    async fn load(
        &self,
        stretches: &[Stretch],
    ) -> Result<HashMap<Stretch, Vec<Met<Post>>>, ApiError> {
        service::stretches(&self.backend, &self.community, &self.actor, stretches).await
    }
}
