//! What the transport has to know of this house.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::http::Method;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use async_graphql::Data;
use async_graphql::futures_util::stream::BoxStream;
use graphql_transport::{Host, Operation, Refusal};
use tokio::sync::watch;

use crate::app::start::Parts;
use crate::domains::federation::actor_in;
use crate::domains::identity::service;
use crate::kernel::actor::Actor;
use crate::kernel::backend::Backend;
use crate::kernel::client::{ClientAddress, UserAgent};
use crate::kernel::door::{self, InAddress};
use crate::kernel::error::ApiError;
use crate::kernel::kept::{self, Reach};
use crate::kernel::language::Language;
use crate::kernel::limits::{Caller, Limits, Told};

/// The house, as the GraphQL door sees it.
#[derive(Clone, Debug)]
pub struct Door {
    /// What services may reach.
    pub backend: Backend,
    /// What slices hold in memory.
    pub parts: Parts,
    /// How often one caller may do what costs something.
    pub limits: Arc<Limits>,
    /// Becomes true when the server stops.
    pub stopping: watch::Receiver<bool>,
    /// Origins whose pages may open a socket beside our own.
    pub origins: Vec<String>,
}

/// Who asks, and in which language.
#[derive(Clone, Debug)]
pub struct Viewer {
    actor: Actor,
    language: Language,
    from: ClientAddress,
    agent: UserAgent,
    in_address: InAddress,
    reach: Reach,
}

impl Host for Door {
    type Viewer = Viewer;

    async fn viewer(&self, request: &HttpRequest) -> Result<Viewer, Refusal> {
        Ok(Viewer {
            actor: request
                .extensions()
                .get::<Actor>()
                .cloned()
                .unwrap_or(Actor::Anonymous),
            language: door::language(request),
            from: request.extensions().get().copied().unwrap_or_default(),
            agent: UserAgent::of(request),
            in_address: InAddress(request.method() == Method::GET),
            reach: Reach::default(),
        })
    }

    async fn connect(
        &self,
        request: &HttpRequest,
        payload: &serde_json::Value,
    ) -> Result<Viewer, Refusal> {
        // A socket is opened by GET, and its operations come after.
        let viewer = Viewer {
            in_address: InAddress(false),
            ..self.viewer(request).await?
        };
        // A browser cannot set headers on a socket: what it would say stands here.
        let shown = payload
            .get("Authorization")
            .or(payload.get("authorization"));
        let Some(shown) = shown else {
            return Ok(viewer);
        };
        let header = shown.as_str().unwrap_or_default();
        let known = (self.parts.gate(), self.parts.federation());
        let actor = actor_in(&self.backend, known, header).await;
        Ok(Viewer {
            actor: actor.map_err(refused)?,
            ..viewer
        })
    }

    /// What an operation does over a socket or as events, it does for who opened that.
    fn within<T: 'static>(
        &self,
        viewer: &Viewer,
        steps: BoxStream<'static, T>,
    ) -> BoxStream<'static, T> {
        let told = Told::default();
        Caller::new(self.limits.clone(), viewer.from, Some(&viewer.actor), told).steps(steps)
    }

    /// A session that was ended sends no more events.
    async fn recheck(&self, viewer: &Viewer) -> Result<(), Refusal> {
        service::still_stands(&self.backend, self.parts.gate(), &viewer.actor).map_err(refused)
    }

    fn data(&self, viewer: &Viewer) -> Data {
        let mut data = Data::default();
        data.insert(self.backend.clone());
        data.insert(viewer.actor.clone());
        data.insert(viewer.language);
        data.insert(viewer.agent.clone());
        data.insert(viewer.in_address);
        data.insert(viewer.reach.clone());
        self.parts.give(&mut data, &viewer.actor);
        data
    }

    /// An answer for which no resolver reached beyond the snapshot follows from it alone.
    fn keep(&self, viewer: &Viewer, _: &Operation, response: &mut HttpResponse) {
        if !viewer.reach.is_beyond() {
            kept::mark(response);
        }
    }

    fn expires(&self, viewer: &Viewer) -> Option<Instant> {
        let left = viewer.actor.expires_at()? - self.backend.clock.now();
        Some(Instant::now() + left.to_std().unwrap_or(Duration::ZERO))
    }

    fn origin_allowed(&self, request: &HttpRequest) -> bool {
        let header = |name: &str| {
            let value = request.headers().get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let Some(origin) = header("origin") else {
            return true;
        };
        let own = header("host").is_some_and(|host| {
            let named = origin.split_once("://").map(|(_, named)| named);
            named.is_some_and(|named| named.eq_ignore_ascii_case(&host))
        });
        own || self.origins.contains(&origin)
    }

    fn shutdown(&self) -> impl Future<Output = ()> + 'static {
        let mut stopping = self.stopping.clone();
        async move {
            // An error means that the server is gone, which is the same.
            let _ = stopping.wait_for(|stopping| *stopping).await;
        }
    }

    /// Leaves the failure for the edge to word, as REST does.
    fn refuse(&self, _: &HttpRequest, refusal: &Refusal) -> HttpResponse {
        let mut response = HttpResponse::new(refusal.status);
        let mut error = ApiError::of_status(refusal.status);
        error.detail.en = refusal.message.clone();
        response.extensions_mut().insert(error);
        response
    }
}

fn refused(error: ApiError) -> Refusal {
    Refusal::new(error.kind.status(), error.code, error.detail.en)
}
