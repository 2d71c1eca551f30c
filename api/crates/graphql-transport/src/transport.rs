//! What an application mounts.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, Resource, web};
use async_graphql::{ObjectType, Schema, SubscriptionType};

use crate::{
    engine::Engine, host::Host, http, options::Options, refusal::Refusal, socket, watched::Watched,
};

/// A schema, served over HTTP, event streams and sockets.
///
/// Made once and cloned into each worker: clones share their caches.
pub struct Transport<H> {
    pub(crate) engine: Arc<Engine>,
    pub(crate) host: H,
}

impl<H: Clone> Clone for Transport<H> {
    fn clone(&self) -> Self {
        Self {
            engine: self.engine.clone(),
            host: self.host.clone(),
        }
    }
}

impl<H: Host> Transport<H> {
    /// Serves a schema made by [`crate::build`].
    pub fn new<Q, M, S>(
        schema: Schema<Watched<Q>, Watched<M>, Watched<S>>,
        host: H,
        options: Options,
    ) -> Self
    where
        Q: ObjectType + 'static,
        M: ObjectType + 'static,
        S: SubscriptionType + 'static,
    {
        Self {
            engine: Arc::new(Engine::new(schema, options)),
            host,
        }
    }

    /// A resource that answers every method at `path`: GET, HEAD and POST,
    /// OPTIONS, upgrades to a socket, and 405 for the rest.
    pub fn resource(&self, path: &str) -> Resource {
        let transport = self.clone();
        web::resource(path).default_service(web::to(
            move |request: HttpRequest, payload: web::Payload| {
                let transport = transport.clone();
                async move { transport.handle(request, payload).await }
            },
        ))
    }

    /// Answers one request, for applications that route by themselves.
    pub async fn handle(&self, request: HttpRequest, payload: web::Payload) -> HttpResponse {
        let answered = if socket::is_upgrade(&request) {
            socket::upgrade(self, &request, payload)
        } else {
            http::handle(self, &request, payload).await
        };
        answered.unwrap_or_else(|refusal| self.refuse(&request, &refusal))
    }

    pub(crate) fn refuse(&self, request: &HttpRequest, refusal: &Refusal) -> HttpResponse {
        let mut response = self.host.refuse(request, refusal);
        for (name, value) in &refusal.headers {
            response.headers_mut().append(name.clone(), value.clone());
        }
        response
    }
}
