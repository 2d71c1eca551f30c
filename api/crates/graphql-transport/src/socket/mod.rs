//! The protocol `graphql-transport-ws` over WebSocket.

mod close;
mod message;
mod operations;
mod outbox;
mod place;
mod session;

use place::{Place, Placed};

use actix_web::{
    HttpRequest, HttpResponse,
    body::MessageBody as _,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    web,
};

use crate::{host::Host, refusal::Refusal, transport::Transport};

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
    let agreed = agree(&mut response);
    let max = transport.engine.options.sockets.message_bytes;
    let messages = messages
        .max_frame_size(max)
        .aggregate_continuations()
        .max_continuation_size(max);
    let held = place.clone();
    let task = session::Socket::new(transport.clone(), request.clone(), session);
    actix_web::rt::spawn(async move {
        task.run(messages, agreed).await;
        drop(place);
    });
    Ok(response.map_body(|_, body| Placed::new(body, held).boxed()))
}

/// Whether the client offers our protocol; if so the answer says it.
///
/// Some clients look the header up as the standard spells it. The server writes
/// `Sec-Websocket-Protocol` at best, so the line goes in with the reason phrase,
/// which is written as it is.
fn agree(response: &mut HttpResponse) -> bool {
    let agreed = response
        .headers_mut()
        .remove(header::SEC_WEBSOCKET_PROTOCOL)
        .next()
        .is_some();
    let head = response.head_mut();
    head.set_camel_case_headers(true);
    if agreed {
        head.reason = Some("Switching Protocols\r\nSec-WebSocket-Protocol: graphql-transport-ws");
    }
    agreed
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
