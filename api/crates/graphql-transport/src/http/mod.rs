//! GraphQL over HTTP: one request, one answer.

mod answer;
mod body;
mod sse;

pub(crate) use answer::encode;
pub(crate) use sse::until;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode, header},
    web,
};
use async_graphql::parser::types::OperationType;

use crate::{
    accept::{Accepted, Media, negotiate},
    engine::{Found, Outcome},
    errors::RequestError,
    host::Host,
    params::Params,
    refusal::Refusal,
    transport::Transport,
};

const ALLOW: &str = "GET, HEAD, POST, OPTIONS";

/// Answers a request that is not an upgrade to a socket.
pub(crate) async fn handle<H: Host>(
    transport: &Transport<H>,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Refusal> {
    let is_post = match *request.method() {
        Method::POST => true,
        Method::GET | Method::HEAD => false,
        Method::OPTIONS => return Ok(options()),
        _ => return Err(Refusal::method_not_allowed(ALLOW, "ask by GET or POST")),
    };
    if is_post {
        body::check_media_type(request.headers())?;
    }
    let accepted = negotiate(request.headers()).ok_or_else(Refusal::not_acceptable)?;
    let params = if is_post {
        let body = body::read(request, payload, &transport.engine.options).await?;
        Params::from_body(&body)
    } else {
        Params::from_query_string(request.query_string())
    };
    // Who asks is found out before anything is told about the document.
    let viewer = transport.host.viewer(request).await?;
    let found = match params.and_then(|params| transport.engine.find(params)) {
        Ok(found) => found,
        Err(error) => return Ok(refused(transport, accepted, error)),
    };
    if !is_post && found.operation.kind == OperationType::Mutation {
        return Err(Refusal::method_not_allowed(
            "POST",
            "a mutation is sent by POST",
        ));
    }
    answer(transport, request, accepted, viewer, found).await
}

fn options() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ALLOW, ALLOW))
        .finish()
}

async fn answer<H: Host>(
    transport: &Transport<H>,
    request: &HttpRequest,
    accepted: Accepted,
    viewer: H::Viewer,
    found: Found,
) -> Result<HttpResponse, Refusal> {
    let subscribes = found.operation.kind == OperationType::Subscription;
    if subscribes && !accepted.stream {
        let error = RequestError::malformed(
            "a subscription is answered as text/event-stream or over a socket",
        );
        return Ok(refused(transport, accepted, error));
    }
    if request.method() != Method::HEAD && (subscribes || accepted.best == Media::EventStream) {
        return Ok(sse::respond(transport, viewer, &found));
    }
    let media = accepted.single.unwrap_or(Media::Json);
    let data = transport.host.data(&viewer);
    let outcome = transport.engine.execute(&found, data).await;
    Ok(executed(transport, media, &viewer, &found, outcome))
}

fn executed<H: Host>(
    transport: &Transport<H>,
    media: Media,
    viewer: &H::Viewer,
    found: &Found,
    outcome: Outcome,
) -> HttpResponse {
    let status = if outcome.is_request_error() {
        answer::request_error_status(media)
    } else {
        StatusCode::OK
    };
    let body = answer::encode(&outcome);
    // What a resolver says in headers is said to one asker.
    let keeps = found.operation.kind == OperationType::Query
        && outcome.response.errors.is_empty()
        && outcome.response.http_headers.is_empty();
    let mut response = answer::respond(status, media, body);
    answer::copy_headers(&outcome.response, &mut response);
    if keeps {
        transport.host.keep(viewer, &found.operation, &mut response);
    }
    response
}

/// An error of the request; one whose form is wrong is 400 in any case.
fn refused<H: Host>(
    transport: &Transport<H>,
    accepted: Accepted,
    error: RequestError,
) -> HttpResponse {
    let malformed = error.malformed;
    let outcome = transport.engine.refused(error);
    // The parsed document has the say in a stream, not the request's form.
    if accepted.best == Media::EventStream && !malformed {
        return sse::respond_once(transport, &outcome);
    }
    let media = accepted.single.unwrap_or(Media::Json);
    let status = if malformed {
        StatusCode::BAD_REQUEST
    } else {
        answer::request_error_status(media)
    };
    answer::respond(status, media, answer::encode(&outcome))
}
