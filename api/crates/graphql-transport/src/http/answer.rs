//! An answer as bytes, status and headers.

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
};
use async_graphql::{Response, ServerError, Value};
use bytes::Bytes;
use serde::Serialize;

use crate::{accept::Media, engine::Outcome};

/// An answer to an operation that never began has no `data`.
#[derive(Serialize)]
struct RequestErrors<'a> {
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    extensions: &'a std::collections::BTreeMap<String, Value>,
}

/// Writes an answer as JSON.
pub(crate) fn encode(outcome: &Outcome) -> Bytes {
    let response = &outcome.response;
    let written = if outcome.is_request_error() {
        serde_json::to_vec(&RequestErrors {
            errors: &response.errors,
            extensions: &response.extensions,
        })
    } else {
        serde_json::to_vec(response)
    };
    match written {
        Ok(bytes) => Bytes::from(bytes),
        Err(error) => {
            tracing::error!(%error, "an answer could not be written as JSON");
            Bytes::from_static(
                br#"{"errors":[{"message":"something went wrong on our side","extensions":{"code":"internal"}}],"data":null}"#,
            )
        }
    }
}

/// The status of a request error whose request was well formed.
///
/// Under `application/json` a status other than 200 could be an
/// intermediary's, so clients do not read such answers.
pub(super) fn request_error_status(media: Media) -> StatusCode {
    match media {
        Media::GraphqlResponse => StatusCode::BAD_REQUEST,
        Media::Json | Media::EventStream => StatusCode::OK,
    }
}

pub(super) fn respond(status: StatusCode, media: Media, body: Bytes) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, media.content_type()))
        .insert_header((header::VARY, "Accept"))
        .body(body)
}

/// Takes over headers that resolvers set.
pub(super) fn copy_headers(from: &Response, to: &mut HttpResponse) {
    for (name, value) in &from.http_headers {
        let name = HeaderName::from_bytes(name.as_str().as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            to.headers_mut().append(name, value);
        }
    }
}
