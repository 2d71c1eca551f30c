//! GraphQL over server-sent events, in the distinct connections mode.

use std::{pin::Pin, time::Instant};

use actix_web::{HttpResponse, http::header};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt as _};

use super::answer;
use crate::{
    accept::Media,
    engine::{Found, Outcome, Outcomes},
    host::Host,
    transport::Transport,
};

const COMPLETE: &[u8] = b"event: complete\ndata:\n\n";
const KEEPALIVE: &[u8] = b":\n\n";

/// An operation's answers as events; the stream ends with `complete`.
///
/// When the server stops, the viewer's credentials expire or rights are gone,
/// it ends without, which clients take for a reason to try again.
pub(super) fn respond<H: Host>(
    transport: &Transport<H>,
    viewer: H::Viewer,
    found: &Found,
) -> HttpResponse {
    let data = transport.host.data(&viewer);
    let expires = transport.host.expires(&viewer);
    let events = Events {
        outcomes: transport
            .host
            .within(&viewer, transport.engine.stream(found, data)),
        shutdown: Box::pin(transport.host.shutdown()),
        host: transport.host.clone(),
        viewer,
        expires,
        keepalive: transport.engine.options.sse_keepalive,
        rechecks: found.operation.kind == async_graphql::parser::types::OperationType::Subscription,
        done: false,
    };
    streaming(futures_util::stream::unfold(events, |mut events| async {
        let bytes = events.next().await?;
        Some((Ok::<_, actix_web::Error>(bytes), events))
    }))
}

/// One answer as a stream.
pub(super) fn respond_once<H: Host>(_: &Transport<H>, outcome: &Outcome) -> HttpResponse {
    let mut bytes = BytesMut::from(&*event(outcome));
    bytes.extend_from_slice(COMPLETE);
    streaming(futures_util::stream::once(async {
        Ok::<_, actix_web::Error>(bytes.freeze())
    }))
}

fn streaming(
    events: impl Stream<Item = Result<Bytes, actix_web::Error>> + 'static,
) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, Media::EventStream.content_type()))
        .insert_header((header::VARY, "Accept"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        // Keeps compressing middleware and proxies from holding events back.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(events)
}

fn event(outcome: &Outcome) -> Bytes {
    let body = answer::encode(outcome);
    let mut bytes = BytesMut::with_capacity(body.len() + 20);
    bytes.extend_from_slice(b"event: next\ndata: ");
    bytes.extend_from_slice(&body);
    bytes.extend_from_slice(b"\n\n");
    bytes.freeze()
}

struct Events<H: Host> {
    outcomes: Outcomes,
    shutdown: Pin<Box<dyn Future<Output = ()>>>,
    host: H,
    viewer: H::Viewer,
    expires: Option<Instant>,
    keepalive: std::time::Duration,
    rechecks: bool,
    done: bool,
}

impl<H: Host> Events<H> {
    async fn next(&mut self) -> Option<Bytes> {
        if self.done {
            return None;
        }
        tokio::select! {
            () = &mut self.shutdown => None,
            () = until(self.expires) => None,
            () = tokio::time::sleep(self.keepalive) => Some(Bytes::from_static(KEEPALIVE)),
            outcome = self.outcomes.next() => match outcome {
                None => {
                    self.done = true;
                    Some(Bytes::from_static(COMPLETE))
                }
                Some(_) if self.rechecks && self.host.recheck(&self.viewer).await.is_err() => None,
                Some(outcome) => Some(event(&outcome)),
            },
        }
    }
}

/// Ends at an instant, or never.
pub(crate) async fn until(instant: Option<Instant>) {
    match instant {
        Some(instant) => tokio::time::sleep_until(instant.into()).await,
        None => std::future::pending().await,
    }
}
