//! The protocol `graphql-transport-ws` over WebSocket.

mod close;
mod message;
mod operations;
mod outbox;
mod session;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    web,
};

use crate::{engine::Engine, host::Host, refusal::Refusal, transport::Transport};

/// The only protocol spoken.
const PROTOCOL: &str = "graphql-transport-ws";

pub(crate) fn is_upgrade(request: &HttpRequest) -> bool {
    request.method() == Method::GET
        && request
            .headers()
            .get(header::UPGRADE)
            .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Opens a socket and leaves it to a task of its own.
pub(crate) fn upgrade<H: Host>(
    transport: &Transport<H>,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Refusal> {
    if !transport.host.origin_allowed(request) {
        return Err(Refusal::forbidden(
            "pages from this origin may not open a socket",
        ));
    }
    let place = Place::take(&transport.engine)?;
    let (mut response, session, messages) =
        actix_ws::handle_with_protocols(request, payload, &[PROTOCOL])
            .map_err(|_| bad_upgrade())?;
    // Some clients look header names up as the standard spells them.
    response.head_mut().set_camel_case_headers(true);
    let agreed = response
        .headers()
        .contains_key(header::SEC_WEBSOCKET_PROTOCOL);
    let max = transport.engine.options.sockets.message_bytes;
    let messages = messages
        .max_frame_size(max)
        .aggregate_continuations()
        .max_continuation_size(max);
    let task = session::Socket::new(transport.clone(), request.clone(), session);
    actix_web::rt::spawn(async move {
        task.run(messages, agreed).await;
        drop(place);
    });
    Ok(response)
}

fn bad_upgrade() -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "http.bad_upgrade",
        "this is not a valid request for a WebSocket of version 13",
    )
    .header(
        HeaderName::from_static("sec-websocket-version"),
        HeaderValue::from_static("13"),
    )
}

/// One of the sockets that may be open.
struct Place(Arc<Engine>);

impl Place {
    fn take(engine: &Arc<Engine>) -> Result<Self, Refusal> {
        let open: &AtomicUsize = &engine.open_sockets;
        let place = Self(engine.clone());
        if open.fetch_add(1, Ordering::Relaxed) >= engine.options.sockets.open {
            return Err(Refusal::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "http.too_many_sockets",
                "too many sockets are open",
            )
            .header(header::RETRY_AFTER, HeaderValue::from_static("30")));
        }
        Ok(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.open_sockets.fetch_sub(1, Ordering::Relaxed);
    }
}
