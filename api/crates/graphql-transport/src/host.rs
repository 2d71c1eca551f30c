//! What the application has to say about a request.

use std::{future::Future, time::Instant};

use actix_web::{HttpRequest, HttpResponse, http::header};
use async_graphql::{Data, futures_util::stream::BoxStream};
use serde_json::json;

use crate::{operation::Operation, refusal::Refusal};

/// What the application has to say about a request.
///
/// Everything but [`Host::viewer`] and [`Host::connect`] has a default.
pub trait Host: Clone + Send + Sync + 'static {
    /// Who asks. Lives as long as the request, the event stream or the socket.
    type Viewer: 'static;

    /// Finds out who sends an HTTP request.
    fn viewer(&self, request: &HttpRequest) -> impl Future<Output = Result<Self::Viewer, Refusal>>;

    /// Finds out who opens a socket, from the upgrade request and the payload
    /// of `connection_init` (`null` when there is none).
    ///
    /// A refusal closes the socket with 4403 and the refusal's message.
    fn connect(
        &self,
        request: &HttpRequest,
        payload: &serde_json::Value,
    ) -> impl Future<Output = Result<Self::Viewer, Refusal>>;

    /// Data for the resolvers, made afresh for each operation.
    fn data(&self, viewer: &Self::Viewer) -> Data {
        let _ = viewer;
        Data::default()
    }

    /// When what the viewer showed stops being valid.
    ///
    /// A socket then closes with 4403 and the reason `credentials expired`, an
    /// event stream ends without `complete`.
    fn expires(&self, viewer: &Self::Viewer) -> Option<Instant> {
        let _ = viewer;
        None
    }

    /// Asked before each event of a subscription is sent.
    ///
    /// A refusal closes the socket with 4403, or ends the event stream.
    fn recheck(&self, viewer: &Self::Viewer) -> impl Future<Output = Result<(), Refusal>> {
        let _ = viewer;
        std::future::ready(Ok(()))
    }

    /// Wraps what an operation yields over a socket or as events, which is worked out where no
    /// request is going on any more: for what has to be known while it is.
    fn within<T: 'static>(
        &self,
        viewer: &Self::Viewer,
        steps: BoxStream<'static, T>,
    ) -> BoxStream<'static, T> {
        let _ = viewer;
        steps
    }

    /// Whether a page from this origin may open a socket.
    ///
    /// By default pages of the same host, and clients that are not browsers.
    fn origin_allowed(&self, request: &HttpRequest) -> bool {
        let Some(origin) = request.headers().get(header::ORIGIN) else {
            return true;
        };
        let host = request.connection_info().host().to_owned();
        origin
            .to_str()
            .ok()
            .and_then(|origin| origin.split_once("://"))
            .is_some_and(|(_, origin_host)| origin_host.eq_ignore_ascii_case(&host))
    }

    /// Ends when the server stops: sockets then close with 1001.
    fn shutdown(&self) -> impl Future<Output = ()> + 'static {
        std::future::pending()
    }

    /// Renders a request that was turned away before GraphQL had a say.
    ///
    /// The refusal's headers are added afterwards.
    fn refuse(&self, request: &HttpRequest, refusal: &Refusal) -> HttpResponse {
        let _ = request;
        let body = json!({
            "errors": [{"message": refusal.message, "extensions": {"code": refusal.code}}]
        });
        HttpResponse::build(refusal.status)
            .insert_header((header::CONTENT_TYPE, "application/json; charset=utf-8"))
            .body(body.to_string())
    }

    /// Offers the answer to a query over HTTP for keeping, or for a last touch, say to
    /// `Cache-Control`: only answers without errors, and without headers set by resolvers.
    fn keep(&self, viewer: &Self::Viewer, operation: &Operation, response: &mut HttpResponse) {
        let _ = (viewer, operation, response);
    }
}
